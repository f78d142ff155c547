package dev.facepay.chaos;

import dev.facepay.embedded.Durability;
import dev.facepay.embedded.EmbeddedDatabase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** The embedded database as a process: what it acknowledges is synced. */
final class DatabaseNode {

  private DatabaseNode() {}

  /**
   * @param args directory, port
   */
  public static void main(String[] args) throws InterruptedException {
    Quiet.log();
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    EmbeddedDatabase database =
        EmbeddedDatabase.start(Path.of(args[0]), address, Durability.SYNCED);
    Runtime.getRuntime().addShutdownHook(new Thread(database::close));
    System.out.println("serves on " + address);
    Thread.currentThread().join();
  }
}
