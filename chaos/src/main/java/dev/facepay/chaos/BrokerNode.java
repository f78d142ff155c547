package dev.facepay.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker as a process, from Kafka's own jars: one of three, broker and controller. */
final class BrokerNode {

  private BrokerNode() {}

  /**
   * @param args a file with the broker's settings, the cluster's id
   */
  public static void main(String[] args) throws Exception {
    Quiet.log();
    Properties settings = read(Path.of(args[0]));
    Path log = Path.of(settings.getProperty("log.dirs"));
    if (!Files.exists(log.resolve("meta.properties"))) {
      format(log, Integer.parseInt(settings.getProperty("node.id")), args[1]);
    }
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    server.startup();
    System.out.println("serves");
    server.awaitShutdown();
  }

  private static Properties read(Path file) throws IOException {
    Properties settings = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      settings.load(in);
    }
    return settings;
  }

  private static void format(Path log, int node, String cluster) throws Exception {
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(node)
          .setClusterId(cluster)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(log.toString())
          .setDirectories(List.of(log.toString()))
          .run();
    }
  }
}
