package dev.facepay.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** One node that is broker and controller, sized for one machine. */
final class BrokerSettings {

  static final int NODE_ID = 1;

  private static final int MB = 1024 * 1024;

  private BrokerSettings() {}

  static Properties of(Path log, int port, int controllerPort, Durability durability) {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(NODE_ID));
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty(
        "controller.quorum.voters", NODE_ID + "@" + LocalPorts.HOST + ":" + controllerPort);
    p.setProperty(
        "listeners",
        "PLAINTEXT://%s:%d,CONTROLLER://%s:%d"
            .formatted(LocalPorts.HOST, port, LocalPorts.HOST, controllerPort));
    p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.setProperty("advertised.listeners", "PLAINTEXT://" + LocalPorts.HOST + ":" + port);
    p.setProperty("log.dirs", log.toString());
    // Nobody reads them by JMX, and a start would register some thousand names there.
    p.setProperty("metric.reporters", "");
    // Topics are made by the services, with the partitions that the contract says.
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("default.replication.factor", "1");
    p.setProperty("min.insync.replicas", "1");
    if (durability == Durability.SYNCED) {
      // Before a write is acknowledged, and before any reader can have it.
      p.setProperty("log.flush.interval.messages", "1");
    }
    // After a kill the controller takes the broker's place for taken until this is over: with
    // Kafka's
    // nine seconds a start would wait for a process that is long gone.
    p.setProperty("broker.session.timeout.ms", "3000");
    p.setProperty("broker.heartbeat.interval.ms", "1000");
    internalTopics(p);
    small(p);
    bounded(p);
    return p;
  }

  private static void internalTopics(Properties p) {
    p.setProperty("offsets.topic.num.partitions", Integer.toString(GroupPositions.PARTITIONS));
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("transaction.state.log.num.partitions", "1");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.num.partitions", "1");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    // A group of one machine is complete at once: waiting for members only delays the start.
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("group.consumer.min.session.timeout.ms", "1000");
    p.setProperty("group.min.session.timeout.ms", "1000");
  }

  private static void small(Properties p) {
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("background.threads", "2");
    p.setProperty("num.recovery.threads.per.data.dir", "2");
    p.setProperty("log.cleaner.threads", "1");
    p.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
  }

  /**
   * What is thrown away goes by whole segments, and twelve partitions of each topic have one: with
   * Kafka's own sizes a small shop's disk would hold gigabytes that nobody wants any more. And a
   * start after a kill reads the last segment of each partition again, whole, before it serves.
   */
  private static void bounded(Properties p) {
    p.setProperty("log.segment.bytes", Integer.toString(16 * MB));
    // Holds more than the entries of such a segment. The files are as long from their beginning.
    p.setProperty("log.index.size.max.bytes", Integer.toString(MB / 8));
    p.setProperty("metadata.log.segment.bytes", Integer.toString(8 * MB));
    p.setProperty("metadata.max.retention.bytes", Integer.toString(32 * MB));
    // Twice a second by default, each synced to the disk: a word among brokers, and here is one.
    p.setProperty("metadata.max.idle.interval.ms", "0");
  }
}
