package dev.facepay.embedded;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The embedded database as a process of its own, on every address of the machine: where a compose
 * file's MongoDB cannot be had, see {@code deploy/offline}. Never outside a network of one's own.
 */
public final class DatabaseServer {

  private DatabaseServer() {}

  /**
   * @param args the directory, the port, and "process" if a power cut may take the last seconds
   */
  public static void main(String[] args) throws InterruptedException {
    if (args.length < 2 || args.length > 3) {
      throw new IllegalArgumentException("wanted: DIRECTORY PORT [synced|process]");
    }
    Durability durability =
        Durability.valueOf(args.length == 3 ? args[2].toUpperCase(Locale.ROOT) : "SYNCED");
    InetSocketAddress everywhere = new InetSocketAddress(Integer.parseInt(args[1]));
    EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), everywhere, durability);
    Runtime.getRuntime().addShutdownHook(new Thread(database::close));
    System.out.println("stand-in for MongoDB on " + everywhere + ", documents in " + args[0]);
    Thread.currentThread().join();
  }
}
