package dev.facepay.embedded;

import de.bwaldvogel.mongo.MongoServer;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;

/**
 * A server inside this JVM that speaks MongoDB's protocol and keeps its documents in a RocksDB: for
 * a demo, tests, one small installation. It has no password and listens on the loopback address,
 * unless it is told another one.
 *
 * <p>A document and its index entries are one write, which {@code kill -9} takes whole or not at
 * all; what a power cut takes of the acknowledged ones says {@link Durability}.
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
  private final StoredBackend backend;
  private final String uri;

  private EmbeddedDatabase(MongoServer server, StoredBackend backend) {
    this.server = server;
    this.backend = backend;
    this.uri = "mongodb://" + LocalPorts.HOST + ":" + server.getLocalAddress().getPort();
  }

  /** {@link Durability#PROCESS}. */
  public static EmbeddedDatabase start(Path directory, int port) {
    return start(directory, port, Durability.PROCESS);
  }

  /**
   * @param directory made if it is new; one database at a time can use it
   * @param port for clients; 0 takes any free one
   * @throws DatabaseNotStarted if the port or the directory is in use, or the directory can't be
   *     read
   */
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
      return listen(StoredBackend.open(directory, durability), address);
    } catch (IOException | UncheckedIOException | RocksDBException e) {
      throw new DatabaseNotStarted(
          "the database on %s did not start: %s".formatted(directory, e.getMessage()), e);
    }
  }

  /** On any free port; nothing stays. */
  public static EmbeddedDatabase startInMemory() {
    try {
      return listen(
          StoredBackend.inMemory(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (RocksDBException e) {
      throw new DatabaseNotStarted("the database did not start: " + e.getMessage(), e);
    }
  }

  /** For clients: {@code mongodb://host:port}. */
  public String uri() {
    return uri;
  }

  /**
   * Gives back the space of what was deleted or replaced. It serves on, but needs up to as much
   * free space as it has, and minutes for millions of documents.
   */
  public void compact() {
    backend.compact();
  }

  /** Cuts all clients off; may be called twice. */
  @Override
  public void close() {
    server.shutdownNow();
  }

  private static EmbeddedDatabase listen(StoredBackend backend, InetSocketAddress address) {
    MongoServer server = new MongoServer(backend);
    try {
      server.bind(address);
      return new EmbeddedDatabase(server, backend);
    } catch (Exception e) { // Netty throws an undeclared BindException.
      server.shutdownNow();
      backend.close();
      throw new DatabaseNotStarted(
          "port %d is not free for the database: %s".formatted(address.getPort(), e.getMessage()),
          e);
    }
  }

  /** The embedded database could not start; the message says which port or directory, and why. */
  public static final class DatabaseNotStarted extends RuntimeException {

    private static final long serialVersionUID = 1;

    DatabaseNotStarted(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
