package dev.facepay.runtime.fact;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.fact.LogReader.LogUnanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/**
 * Dead letters, and what people do about them. What is done is a record behind the letter, in its
 * partition, so the log keeps who and why for as long as the letter.
 */
public final class Letters {

  /** What the stage wrote on a letter, and a person on an act, begins so. */
  static final String OURS = "dlt_";

  private static final String ACT = OURS + "act";
  private static final String OF = OURS + "act_of";
  private static final String WHO = OURS + "act_who";
  private static final String WHY = OURS + "act_why";
  private static final String LEFT_OUT = OURS + "value_left_out";
  private static final Pattern ID = Pattern.compile("(.{1,249})-([0-9]{1,9})@([0-9]{1,18})");

  private final FacePayKafka kafka;
  private final FactCodec codec;
  private final LogReader reader;

  /**
   * @param patience how long the broker may say nothing
   */
  public Letters(FacePayKafka kafka, Duration patience) {
    this.kafka = kafka;
    this.codec = new FactCodec(kafka);
    this.reader = new LogReader(kafka, patience);
  }

  /** What a person decides; its wire names stand in the log. */
  private enum Verdict {
    REDRIVEN("redriven"),
    DROPPED("dropped");

    private final String wire;

    Verdict(String wire) {
      this.wire = wire;
    }
  }

  /**
   * @param what {@code redriven} or {@code dropped}; another release may know more
   * @param why in the person's own words
   */
  public record Act(String what, String who, String why, Instant at) {}

  /**
   * A record that a stage put aside.
   *
   * @param record as it lies among the dead letters; in a list without its value
   * @param bytes how long the value is
   * @param obstacle why it would only end here again; empty if a stage may find it in order
   * @param act what a person did about it; empty while it is open
   */
  public record Letter(
      ConsumerRecord<byte[], byte[]> record,
      int bytes,
      Optional<String> obstacle,
      Optional<Act> act) {

    private static final int SUFFIX = ".dlt".length();

    /** Names it in the acts: its topic, without the suffix, its partition and its offset. */
    public String id() {
      return "%s-%d@%d".formatted(topic(), record.partition(), record.offset());
    }

    /** Where the record came from: by where the letter lies, not by what it says of itself. */
    public String topic() {
      return record.topic().substring(0, record.topic().length() - SUFFIX);
    }

    /** When it was put aside. */
    public Instant at() {
      return Instant.ofEpochMilli(record.timestamp());
    }

    /** Empty if it has none of that name. */
    public String header(String name) {
      return text(record.headers(), name);
    }

    private Letter with(Act done) {
      return new Letter(record, bytes, obstacle, Optional.of(done));
    }

    private Letter withoutValue() {
      ConsumerRecord<byte[], byte[]> light =
          new ConsumerRecord<>(
              record.topic(),
              record.partition(),
              record.offset(),
              record.timestamp(),
              TimestampType.LOG_APPEND_TIME,
              record.serializedKeySize(),
              -1,
              record.key(),
              null,
              record.headers(),
              Optional.empty());
      return new Letter(light, bytes, obstacle, act);
    }

    /** As it was on its topic: the same key, value and headers, so a repeat is recognised. */
    private ProducerRecord<byte[], byte[]> back() {
      ProducerRecord<byte[], byte[]> back =
          new ProducerRecord<>(topic(), null, record.key(), record.value());
      for (Header header : record.headers()) {
        if (!header.key().startsWith(OURS)) {
          back.headers().add(header);
        }
      }
      return back;
    }

    private ProducerRecord<byte[], byte[]> act(Verdict verdict, String who, String why) {
      ProducerRecord<byte[], byte[]> act =
          new ProducerRecord<>(record.topic(), record.partition(), record.key(), null);
      Map.of(ACT, verdict.wire, OF, id(), WHO, who, WHY, why)
          .forEach((name, text) -> FactCodec.add(act.headers(), name, text));
      return act;
    }
  }

  /** What came of an act. */
  public sealed interface Answer {

    /** It is in the log. */
    record Done(Letter letter) implements Answer {}

    /** There is no such letter. */
    record Absent() implements Answer {}

    /** Somebody has dealt with it: nothing was sent. */
    record Over(Letter letter, Act act) implements Answer {}

    /** It would only end here again: nothing was sent. */
    record Obstructed(String why) implements Answer {}

    /** This user of Kafka may not write there. */
    record Forbidden(String topic) implements Answer {}
  }

  /**
   * The last letters of each partition without their values, oldest first in each.
   *
   * @param recordsMax of letters and acts together, a partition
   * @throws LogUnanswered if the broker does not answer
   */
  public List<Letter> newest(long recordsMax) {
    Map<String, Letter> letters = new LinkedHashMap<>();
    reader.newest(
        topics().stream().map(kafka::deadLetters).toList(),
        LogReader.Choice.ALL,
        recordsMax,
        record -> take(letters, record, it -> it.withoutValue()));
    return List.copyOf(letters.values());
  }

  /**
   * One with its value.
   *
   * @throws LogUnanswered if the broker does not answer
   */
  public Optional<Letter> find(String id) {
    Matcher parts = ID.matcher(id);
    if (!parts.matches() || !topics().contains(parts.group(1))) {
      return Optional.empty();
    }
    Map<String, Letter> letters = new LinkedHashMap<>();
    long offset = Long.parseLong(parts.group(3));
    // Behind it only what was done about it: there may be a flood of others.
    reader.from(
        new TopicPartition(kafka.deadLetters(parts.group(1)), Integer.parseInt(parts.group(2))),
        offset,
        record -> {
          if (record.offset() == offset || text(record.headers(), OF).equals(id)) {
            take(letters, record, it -> it);
          }
        });
    return Optional.ofNullable(letters.get(id));
  }

  /**
   * Puts the record back on its topic as it was. One at a time, so that two who press at once send
   * it once; a crash behind that leaves the letter open, and a repeat is recognised.
   *
   * @throws LogUnanswered if the broker does not answer
   * @throws FactNotPublished if it did not acknowledge in time
   */
  public synchronized Answer redrive(String id, String who, String why)
      throws InterruptedException {
    return act(id, Verdict.REDRIVEN, who, why);
  }

  /** Nothing more is to be done about it: it stays in the log, with who and why. */
  public synchronized Answer drop(String id, String who, String why) throws InterruptedException {
    return act(id, Verdict.DROPPED, who, why);
  }

  private Answer act(String id, Verdict verdict, String who, String why)
      throws InterruptedException {
    Optional<Letter> found = find(id);
    if (found.isEmpty()) {
      return new Answer.Absent();
    }
    Letter letter = found.get();
    if (letter.act().isPresent()) {
      return new Answer.Over(letter, letter.act().get());
    }
    boolean goesBack = verdict == Verdict.REDRIVEN;
    if (goesBack && letter.obstacle().isPresent()) {
      return new Answer.Obstructed(letter.obstacle().get());
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    if (goesBack) {
      records.add(letter.back());
    }
    records.add(letter.act(verdict, who, why));
    try {
      return new Answer.Done(
          letter.with(new Act(verdict.wire, who, why, LetterSender.send(kafka, records))));
    } catch (TopicAuthorizationException e) {
      return new Answer.Forbidden(String.join(", ", e.unauthorizedTopics()));
    }
  }

  private List<String> topics() {
    return Arrays.stream(Topic.values()).map(kafka::name).toList();
  }

  private void take(
      Map<String, Letter> letters,
      ConsumerRecord<byte[], byte[]> record,
      UnaryOperator<Letter> kept) {
    String what = text(record.headers(), ACT);
    if (what.isEmpty()) {
      int bytes = record.value() == null ? 0 : record.value().length;
      Letter letter = new Letter(record, bytes, obstacle(record), Optional.empty());
      letters.put(letter.id(), kept.apply(letter));
    } else {
      Act act =
          new Act(
              what,
              text(record.headers(), WHO),
              text(record.headers(), WHY),
              Instant.ofEpochMilli(record.timestamp()));
      // Of two who acted at once through two programs, the one that sent it back is the truth.
      letters.computeIfPresent(
          text(record.headers(), OF),
          (_, letter) ->
              letter.act().isEmpty() || what.equals(Verdict.REDRIVEN.wire)
                  ? letter.with(act)
                  : letter);
    }
  }

  private Optional<String> obstacle(ConsumerRecord<byte[], byte[]> record) {
    if (!text(record.headers(), LEFT_OUT).isEmpty()) {
      return Optional.of("its value was too large for a letter");
    }
    return switch (codec.decode(record)) {
      case Decoded.Known _ -> Optional.empty();
      case Decoded.UnknownType unknown ->
          Optional.of("this release does not know the type " + unknown.type());
      case Decoded.Undecodable bad -> Optional.of("it is no fact: " + bad.reason());
    };
  }

  private static String text(Headers headers, String name) {
    return Objects.requireNonNullElse(FactCodec.header(headers, name), "");
  }
}
