package dev.facepay.runtime.fact;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.Outage.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that the topics of the contract exist. Every service does so at its start, in the
 * background, and tries again until the broker is there; what exists is left as it is, and how it
 * differs from what is wanted is looked at now and then.
 */
public final class Topics implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(5);
  private static final Duration COMPACTED_WITHIN = Duration.ofHours(1);
  private static final Duration ATTEMPT_MAX = Duration.ofSeconds(15);

  private final FacePayKafka kafka;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private volatile @Nullable Thread worker;
  private volatile @Nullable String trouble = "not started";
  private volatile List<String> differences = List.of();

  public Topics(FacePayKafka kafka) {
    this.kafka = kafka;
  }

  @Override
  public synchronized void start() {
    if (worker == null) {
      trouble = "not made yet";
      // Known before it runs: it stops when it finds that it is not the worker.
      Thread thread = Thread.ofVirtual().name("topics").unstarted(this::makeUntilDone);
      worker = thread;
      thread.start();
    }
  }

  /** Done when every topic exists. */
  public CompletableFuture<Void> ready() {
    return ready.copy();
  }

  /** What is wrong, in one line; empty if all topics are there. */
  public Optional<String> check() {
    return Optional.ofNullable(trouble).map(text -> "topics: " + text);
  }

  /** How topics that exist differ from what is wanted, in a line each. */
  public List<String> differences() {
    return differences;
  }

  private void makeUntilDone() {
    while (worker != null) {
      try {
        make();
        trouble = null;
        ready.complete(null);
        compare();
      } catch (InterruptedException e) {
        return;
      } catch (ExecutionException | TimeoutException | KafkaException e) {
        String text = Cause.oneLine(e);
        if (!text.equals(trouble) && !ready.isDone()) {
          LOG.warn("topics are not there yet, trying on: {}", text);
        }
        // Whether they have gone is for their readers to say.
        trouble = ready.isDone() ? null : text;
      }
      try {
        Thread.sleep(ready.isDone() ? LOOK_EVERY : RETRY);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Makes what is missing, now. */
  public void make() throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = Admin.create(adminSettings())) {
      Set<String> there =
          admin.listTopics().names().get(ATTEMPT_MAX.toMillis(), TimeUnit.MILLISECONDS);
      List<NewTopic> missing =
          wanted().stream().filter(topic -> !there.contains(topic.name())).toList();
      for (var made : admin.createTopics(missing).values().values()) {
        try {
          made.get(ATTEMPT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw e;
          }
        }
      }
      if (!missing.isEmpty()) {
        LOG.info("made topics {}", missing.stream().map(NewTopic::name).toList());
      }
    }
  }

  /** Looks how they differ, now. */
  public void compare() throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = Admin.create(adminSettings())) {
      List<String> now = TopicDifferences.of(admin, wanted());
      if (!now.equals(differences)) {
        LOG.warn("event=topics-differ topics=\"{}\"", String.join("; ", now));
      }
      differences = now;
    }
  }

  private Map<String, Object> adminSettings() {
    Map<String, Object> settings = kafka.clientSettings("topics");
    settings.put("default.api.timeout.ms", (int) ATTEMPT_MAX.toMillis());
    settings.put("request.timeout.ms", (int) ATTEMPT_MAX.dividedBy(3).toMillis());
    return settings;
  }

  private List<NewTopic> wanted() {
    List<NewTopic> all = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      String name = kafka.name(topic);
      all.add(
          topic.compacted()
              ? compacted(name)
              : topic(name, kafka.topics().partitions(), kafka.topics().retention()));
      all.add(topic(kafka.deadLetters(name), 1, kafka.topics().deadLetterRetention()));
    }
    return all;
  }

  /** How old a record is says the broker's clock: one for all, whoever wrote it. */
  private NewTopic topic(String name, int partitions, Duration retention) {
    return new NewTopic(name, partitions, kafka.topics().replicas())
        .configs(
            Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(retention.toMillis()),
                "message.timestamp.type",
                "LogAppendTime",
                "min.insync.replicas",
                Short.toString(kafka.topics().inSyncReplicasMin()),
                "unclean.leader.election.enable",
                "false",
                "max.message.bytes",
                Integer.toString(maxBytes(name))));
  }

  /** Keeps the newest record of each key; what it replaced goes within about an hour. */
  private NewTopic compacted(String name) {
    return new NewTopic(name, kafka.topics().partitions(), kafka.topics().replicas())
        .configs(
            Map.of(
                "cleanup.policy", "compact",
                "max.compaction.lag.ms", Long.toString(COMPACTED_WITHIN.toMillis()),
                "min.insync.replicas", Short.toString(kafka.topics().inSyncReplicasMin()),
                "unclean.leader.election.enable", "false",
                "max.message.bytes", Integer.toString(maxBytes(name))));
  }

  /** A dead letter is a record as large as its topic allows, and its reason. */
  private static int maxBytes(String name) {
    return name.endsWith(".dlt") ? KafkaFactPublisher.REQUEST_BYTES_MAX : 1024 * 1024;
  }

  @Override
  public synchronized void stop() {
    Thread running = worker;
    worker = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }

  /** Before the stages, which want the topics. */
  @Override
  public int getPhase() {
    return 0;
  }
}
