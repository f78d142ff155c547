package dev.facepay.embedded;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * The embedded database as a process of its own, on every address of the machine: where a compose
 * file's MongoDB cannot be had, see {@code deploy/offline}. Never outside a network of one's own.
 */
public final class DatabaseServer {

  private DatabaseServer() {}

  /**
   * @param args the directory, and the port
   */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 2) {
      throw new IllegalArgumentException("wanted: DIRECTORY PORT");
    }
    InetSocketAddress everywhere = new InetSocketAddress(Integer.parseInt(args[1]));
    EmbeddedDatabase database =
        EmbeddedDatabase.start(Path.of(args[0]), everywhere, Durability.SYNCED);
    Runtime.getRuntime().addShutdownHook(new Thread(database::close));
    System.out.println("stand-in for MongoDB on " + everywhere + ", documents in " + args[0]);
    Thread.currentThread().join();
  }
}
