package dev.facepay.runtime.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** A broker that is away is said, and not with every try of every client. */
@Tag("real")
class QuietOutageTest {

  private static final int TRIES = 20;
  private static final int LINES_MAX = 10;

  /** A port that nobody listens on. */
  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Logger → level, as every service has it. */
  private static Map<String, Level> levels() throws IOException {
    Map<String, Level> levels = new HashMap<>();
    ClassPathResource file = new ClassPathResource("facepay-common.yml");
    for (PropertySource<?> source : new YamlPropertySourceLoader().load("common", file)) {
      for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
        if (name.startsWith("logging.level.") && !name.endsWith(".root")) {
          Level level = Level.toLevel(String.valueOf(source.getProperty(name)));
          levels.put(name.substring("logging.level.".length()), level);
        }
      }
    }
    return levels;
  }

  private static boolean isShown(ILoggingEvent event, Map<String, Level> levels) {
    Level from =
        levels.entrySet().stream()
            .filter(it -> event.getLoggerName().startsWith(it.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(Level.WARN);
    return event.getLevel().isGreaterOrEqual(from);
  }

  @Test
  void a_stage_a_follower_and_a_publisher_say_an_outage_in_a_few_lines() throws Exception {
    FacePayKafka plain = FacePayKafka.at("localhost:" + closedPort(), "away", "");
    FacePayKafka away =
        new FacePayKafka(
            plain.bootstrapServers(),
            "away",
            "",
            null,
            new FacePayKafka.Publishing(
                Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(100)),
            plain.topics(),
            Map.of(),
            null);
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try (Stages stages = new Stages("away", away, Timekeeper.system(), new SimpleMeterRegistry())) {
      Stage stage =
          stages.stage("pay", Set.of(Topic.PAYMENT_REQUESTED), fact -> {}, KafkaWorld.fast());
      LogFollower follower =
          new LogFollower(
              away,
              "away",
              Set.of(Topic.PAYMENT_SETTLED),
              LogFollower.FROM_THE_BEGINNING,
              Timekeeper.system(),
              new SimpleMeterRegistry(),
              fact -> {});
      stages.topics().start();
      stage.start();
      follower.start();
      for (int i = 0; i < TRIES; i++) {
        assertThatThrownBy(() -> stages.publisher().publish(Fixtures.requested()))
            .isInstanceOf(FactNotPublished.class);
      }
      Await.until("the stage says it", () -> stage.check().isPresent());
      Await.until("the follower says it", () -> follower.check().isPresent());
      follower.stop();
      stage.abandon();
      stages.topics().stop();
    } finally {
      root.detachAppender(log);
    }
    Map<String, Level> levels = levels();
    List<String> shown =
        List.copyOf(log.list).stream()
            .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
            .filter(event -> isShown(event, levels))
            .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage())
            .toList();
    assertThat(shown).hasSizeLessThanOrEqualTo(LINES_MAX);
  }
}
