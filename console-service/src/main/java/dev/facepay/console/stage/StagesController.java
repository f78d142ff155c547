package dev.facepay.console.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.Replies;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.LogReader;
import dev.facepay.runtime.fact.LogReader.LogUnanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Every stage's instances and what waits before it, as the log's brokers tell it. */
@RestController
final class StagesController {

  /** Reading when the oldest came in is worth so much of a look, and no more. */
  private static final Duration OLDEST_MAX = Duration.ofMillis(1_500);

  private final Brokers brokers;
  private final LogReader reader;
  private final LetterBox box;
  private final Timekeeper time;
  private final Shared<Stages> known;

  StagesController(Brokers brokers, LogReader reader, LetterBox box, Timekeeper time) {
    this.brokers = brokers;
    this.reader = reader;
    this.box = box;
    this.time = time;
    this.known = new Shared<>(time, this::look);
  }

  /**
   * @param at when the brokers were asked
   * @param deadLetters left out if they could not be read
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Stages(
      String at,
      List<Stage> stages,
      @JsonProperty("dead_letters") @Nullable List<Open> deadLetters) {}

  /**
   * One stage.
   *
   * @param lag records of the log that it has not finished
   * @param oldestAt when the oldest of these came in; left out if none waits, or nobody said so in
   *     time
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Stage(
      String stage,
      String state,
      List<StageStanding.Member> instances,
      Set<String> topics,
      long lag,
      @JsonProperty("oldest_at") @Nullable String oldestAt) {

    static Stage of(StageStanding it, Optional<Instant> oldest) {
      return new Stage(
          it.stage(),
          it.state().wire(),
          it.members(),
          it.topics(),
          it.lag(),
          oldest.map(Instant::toString).orElse(null));
    }
  }

  /**
   * @param topic on which the records were
   * @param open dead letters that nobody has dealt with
   */
  record Open(String topic, long open) {}

  @GetMapping("/v1/stages")
  ResponseEntity<Object> stages() throws InterruptedException {
    return Replies.fresh(known.get());
  }

  private Stages look() throws InterruptedException {
    Instant now = time.instant();
    List<StageStanding> standings = brokers.standings();
    List<Optional<Instant>> oldest = oldest(standings);
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < standings.size(); i++) {
      stages.add(Stage.of(standings.get(i), oldest.get(i)));
    }
    return new Stages(now.toString(), stages, open());
  }

  /** What can't be read in time is left out: how many wait is known all the same. */
  private List<Optional<Instant>> oldest(List<StageStanding> standings) {
    List<Map<TopicPartition, Long>> waiting =
        standings.stream().map(StageStanding::waiting).toList();
    if (waiting.stream().allMatch(Map::isEmpty)) {
      return waiting.stream().map(_ -> Optional.<Instant>empty()).toList();
    }
    try {
      return reader.oldest(waiting, OLDEST_MAX);
    } catch (LogUnanswered e) {
      return waiting.stream().map(_ -> Optional.<Instant>empty()).toList();
    }
  }

  private @Nullable List<Open> open() throws InterruptedException {
    try {
      return box.open().entrySet().stream()
          .map(one -> new Open(one.getKey(), one.getValue()))
          .toList();
    } catch (LogUnanswered e) {
      return null;
    }
  }
}
