package dev.facepay.standalone.payments;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A dead letter, and what a person did about it. That is a record behind it on the same topic, so
 * the log keeps who and why for as long as the letter.
 */
record Letter(ConsumerRecord<byte[], byte[]> record, Optional<Act> act) {

  static final String SUFFIX = ".dlt";
  static final String REDRIVEN = "redriven";
  static final String DROPPED = "dropped";

  /** What the stage wrote on a letter, and a person on an act, begins so. */
  private static final String OURS = "dlt_";

  private static final String ACT = OURS + "act";
  private static final String OF = OURS + "act_of";
  private static final String WHO = OURS + "act_who";
  private static final String WHY = OURS + "act_why";
  private static final String LEFT_OUT = OURS + "value_left_out";

  /**
   * @param what {@link #REDRIVEN} or {@link #DROPPED}
   * @param why in the person's own words
   */
  record Act(String what, String who, String why, Instant at) {}

  /** The letters of all topics by their ids, oldest first in each. */
  static Map<String, Letter> of(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, Letter> letters = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String what = text(record.headers(), ACT);
      if (what.isEmpty()) {
        Letter letter = new Letter(record, Optional.empty());
        letters.put(letter.id(), letter);
      } else {
        Act act =
            new Act(
                what,
                text(record.headers(), WHO),
                text(record.headers(), WHY),
                Instant.ofEpochMilli(record.timestamp()));
        letters.computeIfPresent(
            text(record.headers(), OF), (_, letter) -> new Letter(letter.record, Optional.of(act)));
      }
    }
    return letters;
  }

  /** Names it in the acts: its topic, without the suffix, its partition and its offset. */
  String id() {
    return "%s-%d@%d".formatted(topic(), record.partition(), record.offset());
  }

  /** Where the record came from: by where the letter lies, not by what it says of itself. */
  String topic() {
    return record.topic().substring(0, record.topic().length() - SUFFIX.length());
  }

  String header(String name) {
    return text(record.headers(), name);
  }

  /** Why it would only end here again; empty if a stage may find it in order. */
  Optional<String> obstacle(FactCodec codec) {
    if (!header(LEFT_OUT).isEmpty()) {
      return Optional.of("its value was too large for a letter");
    }
    return switch (codec.decode(record)) {
      case Decoded.Known _ -> Optional.empty();
      case Decoded.UnknownType unknown ->
          Optional.of("this release does not know the type " + unknown.type());
      case Decoded.Undecodable bad -> Optional.of("it is no fact: " + bad.reason());
    };
  }

  /** As it was on its topic: the same key, value and headers, so a repeat is recognised. */
  ProducerRecord<byte[], byte[]> back() {
    ProducerRecord<byte[], byte[]> back =
        new ProducerRecord<>(topic(), null, record.key(), record.value());
    for (Header header : record.headers()) {
      if (!header.key().startsWith(OURS)) {
        back.headers().add(header);
      }
    }
    return back;
  }

  ProducerRecord<byte[], byte[]> act(String what, String who, String why) {
    ProducerRecord<byte[], byte[]> act =
        new ProducerRecord<>(record.topic(), record.partition(), record.key(), null);
    Map.of(ACT, what, OF, id(), WHO, who, WHY, why)
        .forEach((name, text) -> act.headers().add(name, text.getBytes(UTF_8)));
    return act;
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
  }
}
