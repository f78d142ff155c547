package dev.facepay.embedded;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, broker and controller in one) inside this JVM, on a data directory
 * that stays: after {@code close}, a crash or {@code kill -9} the next start finds every
 * acknowledged record again, and if it is {@link Durability#SYNCED}, after a power cut too. It
 * listens on the loopback address only.
 *
 * <p>Its loggers are {@code kafka}, {@code org.apache.kafka} and {@code state.change.logger}.
 */
public final class EmbeddedBroker implements AutoCloseable {

  /** The process's exit status then: that of a data directory that can't be used. */
  public static final int HALTED = 4;

  private static final AtomicInteger STARTING = new AtomicInteger();

  static {
    // While a broker starts, a fatal fault shall be an exception for the caller, not the JVM's end.
    Exit.setExitProcedure(EmbeddedBroker::onFatal);
    Exit.setHaltProcedure(EmbeddedBroker::onFatal);
  }

  private final Path directory;
  private final int port;
  private final Durability durability;
  private @Nullable KafkaRaftServer server;

  private EmbeddedBroker(Path directory, int port, Durability durability) {
    this.directory = directory;
    this.port = port;
    this.durability = durability;
  }

  /** For tests and demos: a power cut may take the last seconds. */
  public static EmbeddedBroker start(Path directory, int port) {
    return start(directory, port, Durability.PROCESS);
  }

  /**
   * Returns when the broker takes requests (2 to 4 s).
   *
   * @param directory made and formatted if it is new
   * @param port for clients; 0 takes any free one
   * @throws BrokerNotStarted if the port is in use or the directory can't be used
   */
  public static EmbeddedBroker start(Path directory, int port, Durability durability) {
    EmbeddedBroker broker = new EmbeddedBroker(directory, LocalPorts.freeOr(port), durability);
    broker.restart();
    return broker;
  }

  /**
   * How many partitions a topic has in the directory of a broker that does not run; 0 if it or the
   * directory is not there.
   */
  public static int partitions(Path directory, String topic) {
    return BrokerDirectory.partitions(directory, topic);
  }

  /** {@code host:port} for clients; the same after each restart. */
  public String bootstrapServers() {
    return LocalPorts.HOST + ":" + port;
  }

  /** Starts it again after {@link #close}, on the same directory and port; else does nothing. */
  public synchronized void restart() {
    if (server != null) {
      return;
    }
    LocalPorts.freeOr(port);
    Path log = BrokerDirectory.ready(directory);
    STARTING.incrementAndGet();
    try {
      KafkaRaftServer starting =
          new KafkaRaftServer(
              KafkaConfig.fromProps(BrokerSettings.of(log, port, LocalPorts.freeOr(0), durability)),
              Time.SYSTEM);
      starting.startup();
      server = starting;
      GroupPositions.ready(bootstrapServers());
    } catch (RuntimeException e) {
      close();
      throw new BrokerNotStarted(
          "the Kafka broker on %s, port %d did not start: %s".formatted(directory, port, root(e)),
          e);
    } finally {
      STARTING.decrementAndGet();
    }
  }

  /** Stops it in order; may be called twice. */
  @Override
  public synchronized void close() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  private static String root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  private static void onFatal(int status, @Nullable String message) {
    if (STARTING.get() > 0) {
      throw new IllegalStateException("fatal fault" + (message == null ? "" : ": " + message));
    }
    // Kafka stops by halting: without this line a full disk would look like a process that
    // vanished.
    System.err.println(
        "facepay: the broker stopped, and with it this process: it could not write to its directory"
            + (message == null ? "" : " (" + message + ")")
            + "; see the log, the free space of the disk and the limit of open files");
    Runtime.getRuntime().halt(HALTED);
  }

  /** The broker could not be started; the message is one line that a person can act on. */
  public static final class BrokerNotStarted extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokerNotStarted(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
