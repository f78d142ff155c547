package dev.facepay.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

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
        EmbeddedBroker broker =
            EmbeddedBroker.start(Files.createTempDirectory("facepay-broker"), 0);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "shared-broker-close"));
        return broker;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
