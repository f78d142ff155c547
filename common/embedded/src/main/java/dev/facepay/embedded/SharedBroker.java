package dev.facepay.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One broker for all tests of a JVM, on a throw-away directory: starting one takes seconds. Tests
 * keep out of each other's way by fresh topic and group names.
 */
public final class SharedBroker {

  private SharedBroker() {}

  public static EmbeddedBroker get() {
    return Holder.BROKER;
  }

  public static String bootstrapServers() {
    return get().bootstrapServers();
  }

  private static final class Holder {
    static final EmbeddedBroker BROKER = start();

    private static EmbeddedBroker start() {
      try {
        Path directory = Files.createTempDirectory("facepay-broker");
        EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> end(broker, directory), "shared-broker-end"));
        return broker;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void end(EmbeddedBroker broker, Path directory) {
      broker.close();
      try {
        BrokerDirectory.deleteTree(directory);
      } catch (IOException e) {
        // It is the machine's temporary directory: somebody else clears it.
      }
    }
  }
}
