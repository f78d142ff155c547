package dev.facepay.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A server inside this JVM that speaks MongoDB's protocol and holds all documents in memory: for a
 * demo, tests, a benchmark, one small installation. It has no password and listens on the loopback
 * address, unless it is told another one.
 *
 * <p>On a directory, each write is in a journal before it is acknowledged or seen by a reader, so
 * that after {@code kill -9} the next start finds every acknowledged write again. A power cut may
 * take what the operating system had not put on the disk yet (seconds), as with the embedded
 * broker.
 *
 * <p>Its loggers are {@code de.bwaldvogel.mongo}.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final String EVENT_LOOPS = "io.netty.eventLoopThreads";

  static {
    // Netty's search for leaks records a stack for a share of all buffers: dear, and not ours.
    if (System.getProperty("io.netty.leakDetection.level") == null) {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
    // Commands are carried out on their connection's event loop. With a loop for each two cores
    // many connections share one, and a payment's write waits behind a batch of the read side.
    if (System.getProperty(EVENT_LOOPS) == null) {
      System.setProperty(EVENT_LOOPS, "64");
    }
  }

  private final MongoServer server;
  private final String uri;

  private EmbeddedDatabase(MongoServer server) {
    this.server = server;
    this.uri = "mongodb://" + Ports.HOST + ":" + server.getLocalAddress().getPort();
  }

  /**
   * @param directory made if it is new; one database at a time can use it
   * @param port for clients; 0 takes any free one
   * @throws DatabaseNotStarted if the port or the directory is in use, or the directory can't be
   *     read
   */
  public static EmbeddedDatabase start(Path directory, int port) {
    return start(directory, port, Durability.PROCESS);
  }

  /** Like {@link #start(Path, int)}. */
  public static EmbeddedDatabase start(Path directory, int port, Durability durability) {
    return start(
        directory, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), durability);
  }

  /**
   * For a network that nobody else is in, like that of a compose file: whoever reaches the address
   * may read and write everything.
   *
   * @param directory made if it is new; one database at a time can use it
   * @throws DatabaseNotStarted if the address or the directory is in use, or the directory can't be
   *     read
   */
  public static EmbeddedDatabase start(
      Path directory, InetSocketAddress address, Durability durability) {
    try {
      Files.createDirectories(directory);
      return listen(JournaledBackend.open(directory, durability), address);
    } catch (IOException | UncheckedIOException e) {
      throw new DatabaseNotStarted(
          "the database on %s did not start: %s".formatted(directory, e.getMessage()), e);
    }
  }

  /** On any free port; nothing stays. */
  public static EmbeddedDatabase startInMemory() {
    return listen(new IndexedBackend(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** For clients: {@code mongodb://host:port}. */
  public String uri() {
    return uri;
  }

  /** Cuts all clients off; may be called twice. */
  @Override
  public void close() {
    server.shutdownNow();
  }

  private static EmbeddedDatabase listen(MongoBackend backend, InetSocketAddress address) {
    MongoServer server = new MongoServer(backend);
    try {
      server.bind(address);
      return new EmbeddedDatabase(server);
    } catch (Exception e) { // Netty throws an undeclared BindException.
      server.shutdownNow();
      backend.close();
      throw new DatabaseNotStarted(
          "port %d is not free for the database: %s".formatted(address.getPort(), e.getMessage()),
          e);
    }
  }
}
