package dev.facepay.standalone.demo;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.client.HttpApi;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.springframework.http.ResponseEntity;
import org.springframework.web.service.annotation.PostExchange;

/**
 * Waits until a system takes orders that may have been started just now: the stages that a payment
 * passes have joined the log, and the edge lets devices in. Where nobody reads yet, orders lie
 * until they are too old to be asked for: right, but no demonstration.
 */
final class SystemReady {

  /** Six services that start at once on two cores take about two minutes. */
  private static final Duration WAIT_MAX = Duration.ofMinutes(4);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final List<String> GROUPS =
      Stream.of("auth-registry", "auth-credentials", "pay", "query", "reverse", "refund")
          .map(stage -> "facepay." + stage)
          .toList();

  private final SystemAddresses sources;
  private final Consumer<String> listener;
  private String told = "";
  private final long until = System.nanoTime() + WAIT_MAX.toNanos();

  /**
   * @param listener is told what is waited for, once each
   */
  SystemReady(SystemAddresses sources, Consumer<String> listener) {
    this.sources = sources;
    this.listener = listener;
  }

  /**
   * Returns when all is there; of the stages that is only known where the log is within reach.
   *
   * @throws CannotRun if it is not within the time that it may take
   */
  void await() throws InterruptedException {
    FacePayKafka log = sources.log();
    if (log != null) {
      awaitStages(log);
    }
    awaitEdge();
  }

  private void awaitStages(FacePayKafka kafka) throws InterruptedException {
    Map<String, Object> settings = kafka.clientSettings("stages");
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("request.timeout.ms", (int) PATIENCE.dividedBy(2).toMillis());
    try (Admin admin = Admin.create(settings)) {
      List<String> missing = missing(admin);
      while (!missing.isEmpty()) {
        pause("nobody reads the log for " + String.join(", ", missing));
        missing = missing(admin);
      }
    }
  }

  private void awaitEdge() throws InterruptedException {
    try (HttpApi<Enrolments> edge =
        new HttpApi<>(Enrolments.class, sources.edge(), null, PATIENCE)) {
      while (!letsIn(edge)) {
        pause("edge-api at %s does not let devices in".formatted(sources.edge()));
      }
    }
  }

  interface Enrolments {

    @PostExchange("/v1/devices/enroll")
    ResponseEntity<Void> enrol();
  }

  /** An empty enrolment: refused by an edge that serves, and put off by one that still reads. */
  private static boolean letsIn(HttpApi<Enrolments> edge) throws InterruptedException {
    try {
      edge.call(Enrolments::enrol);
      return true;
    } catch (HttpApi.Refused e) {
      return e.status() < 500;
    } catch (IOException e) {
      return false;
    }
  }

  private void pause(String missing) throws InterruptedException {
    if (System.nanoTime() > until) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "%s, for %d s now".formatted(missing, WAIT_MAX.toSeconds()),
          "start the services; their logs say what is wrong");
    }
    if (!missing.equals(told)) {
      listener.accept("waiting: " + missing);
      told = missing;
    }
    Thread.sleep(LOOK_AGAIN);
  }

  private static List<String> missing(Admin admin) throws InterruptedException {
    Map<String, KafkaFuture<ConsumerGroupDescription>> found =
        admin.describeConsumerGroups(GROUPS).describedGroups();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, KafkaFuture<ConsumerGroupDescription>> group : found.entrySet()) {
      if (!hasJoined(group.getValue())) {
        missing.add(group.getKey());
      }
    }
    Collections.sort(missing);
    return missing;
  }

  private static boolean hasJoined(KafkaFuture<ConsumerGroupDescription> asked)
      throws InterruptedException {
    try {
      ConsumerGroupDescription group = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return group.groupState() == GroupState.STABLE
          && group.members().stream()
              .anyMatch(member -> !member.assignment().topicPartitions().isEmpty());
    } catch (ExecutionException | TimeoutException e) {
      // No such group yet, or no answer: it is looked at again.
      return false;
    }
  }
}
