package dev.facepay.containers;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * Starts both before the first test, and tells the suites where they are. Without Docker or the
 * images it fails, and with it the build: nothing is left out in silence. {@code
 * -Dfacepay.containers=kafka} leaves MongoDB out aloud: then the embedded database serves.
 */
public final class OutsideServers implements LauncherSessionListener {

  /** The versions of docker-compose.yml. */
  private static final String KAFKA = "apache/kafka:4.2.2";

  private static final String MONGO = "mongo:8.0.29";

  private static final String WANTED = "facepay.containers";
  private static final Set<String> ALL = Set.of("kafka", "mongo");

  private @Nullable KafkaContainer kafka;
  private @Nullable MongoDBContainer mongo;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Set<String> wanted = Set.of(System.getProperty(WANTED, "kafka,mongo").split(","));
    if (!ALL.containsAll(wanted)) {
      throw new IllegalStateException("-D%s=%s: only %s".formatted(WANTED, wanted, ALL));
    }
    if (wanted.contains("kafka")) {
      kafka = started(new KafkaContainer(KAFKA), KAFKA, "mongo");
      System.setProperty("test.facepay.kafka", kafka.getBootstrapServers());
    }
    if (wanted.contains("mongo")) {
      mongo = started(new MongoDBContainer(MONGO).withReplicaSet(), MONGO, "kafka");
      System.setProperty("test.facepay.mongo", mongo.getReplicaSetUrl());
    }
    say("Kafka", KAFKA, kafka, "the journeys");
    say("MongoDB", MONGO, mongo, "MongoDocumentsTest and the journeys");
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

  private static <C extends GenericContainer<?>> C started(C container, String image, String rest) {
    try {
      container.start();
      return container;
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "NOTHING WAS TESTED: no container of %s. Is Docker here, and the image there or to be pulled? Without it: -D%s=%s"
              .formatted(image, WANTED, rest),
          e);
    }
  }

  private static void say(
      String what, String image, @Nullable GenericContainer<?> container, String suites) {
    System.out.println(
        container == null
            ? "containers: NOT tested on %s in a container: %s are on the embedded one"
                .formatted(what, suites)
            : "containers: %s on %s from %s".formatted(suites, what, image));
  }
}
