package dev.facepay.embedded;

import dev.facepay.embedded.EmbeddedBroker.BrokerNotStarted;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;

/** The broker's log directory: formatted once, aside, so that a crash leaves nothing half made. */
final class BrokerDirectory {

  private BrokerDirectory() {}

  static Path ready(Path directory) {
    Path log = directory.resolve("log");
    if (Files.exists(log.resolve("meta.properties"))) {
      return log;
    }
    try {
      Files.createDirectories(directory);
      Path aside = directory.resolve("log.new");
      deleteTree(aside);
      format(aside);
      Files.move(aside, log);
      // Else a power cut could take the name, and with it all that lies below.
      Utils.flushDir(directory);
      return log;
    } catch (Exception e) {
      throw new BrokerNotStarted("can't use " + directory + " for the Kafka broker: " + e, e);
    }
  }

  /** How many partitions of it lie there: 0 if the topic or the directory is not there. */
  static int partitions(Path directory, String topic) {
    Path log = directory.resolve("log");
    if (!Files.exists(log)) {
      return 0;
    }
    Pattern partition = Pattern.compile(Pattern.quote(topic) + "-\\d+");
    try (Stream<Path> all = Files.list(log)) {
      return (int)
          all.filter(it -> partition.matcher(it.getFileName().toString()).matches()).count();
    } catch (IOException e) {
      throw new BrokerNotStarted("can't use " + directory + " for the Kafka broker: " + e, e);
    }
  }

  private static void format(Path log) throws Exception {
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(log.toString())
          .setDirectories(List.of(log.toString()))
          .run();
    }
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
