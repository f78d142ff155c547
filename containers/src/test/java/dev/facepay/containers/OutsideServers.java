package dev.facepay.containers;

import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * Starts both before the first test, and tells the suites where they are. Without Docker or the
 * images it fails, and with it the build: nothing is left out in silence.
 */
public final class OutsideServers implements LauncherSessionListener {

  /** The versions of docker-compose.yml. */
  private static final String KAFKA = "apache/kafka:4.2.1";

  private static final String MONGO = "mongo:8.0.29";

  private @Nullable KafkaContainer kafka;
  private @Nullable MongoDBContainer mongo;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    KafkaContainer broker = new KafkaContainer(KAFKA);
    MongoDBContainer database = new MongoDBContainer(MONGO).withReplicaSet();
    broker.start();
    database.start();
    kafka = broker;
    mongo = database;
    System.setProperty("facepay.test.kafka", broker.getBootstrapServers());
    System.setProperty("facepay.test.mongo", database.getReplicaSetUrl());
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (kafka != null) {
      kafka.stop();
    }
    if (mongo != null) {
      mongo.stop();
    }
  }
}
