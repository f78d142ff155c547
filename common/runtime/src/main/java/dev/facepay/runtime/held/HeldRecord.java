package dev.facepay.runtime.held;

import dev.facepay.runtime.fact.DeadLetters.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from the log, why it is here, and, once a person wants it, who lets it go.
 *
 * @param reason of the newest failure
 */
record HeldRecord(
    ConsumerRecord<byte[], byte[]> record, Reason reason, Optional<LettingGo> lettingGo) {

  /**
   * @param why in the person's own words
   */
  record LettingGo(String who, String why) {}

  /** The same record, held for the same stage, is one document. */
  String id() {
    return "%s/%s-%d@%d"
        .formatted(reason.stage(), record.topic(), record.partition(), record.offset());
  }

  HeldRecord failed(Reason again) {
    return new HeldRecord(record, again, lettingGo);
  }

  Document write() {
    List<Document> headers = new ArrayList<>();
    record
        .headers()
        .forEach(it -> headers.add(put(new Document("name", it.key()), "value", it.value())));
    Document out =
        new Document("stage", reason.stage())
            .append("kind", reason.kind())
            .append("reason", reason.text())
            .append("topic", record.topic())
            .append("partition", record.partition())
            .append("offset", record.offset())
            .append("timestamp", record.timestamp())
            .append("timestamp_type", record.timestampType().name)
            .append("headers", headers);
    put(out, "key", record.key());
    put(out, "value", record.value());
    lettingGo.ifPresent(it -> out.append("who", it.who()).append("why", it.why()));
    return out;
  }

  static HeldRecord read(Document in) {
    RecordHeaders headers = new RecordHeaders();
    in.getList("headers", Document.class, List.of())
        .forEach(it -> headers.add(it.getString("name"), bytes(it, "value")));
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            in.getString("topic"),
            in.getInteger("partition"),
            in.getLong("offset"),
            in.getLong("timestamp"),
            TimestampType.forName(in.getString("timestamp_type")),
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            bytes(in, "key"),
            bytes(in, "value"),
            headers,
            Optional.empty());
    return new HeldRecord(
        record,
        new Reason(in.getString("stage"), in.getString("kind"), in.getString("reason")),
        Optional.ofNullable(in.getString("who"))
            .map(who -> new LettingGo(who, in.getString("why"))));
  }

  private static Document put(Document out, String name, byte @Nullable [] bytes) {
    return bytes == null ? out : out.append(name, new Binary(bytes));
  }

  private static byte @Nullable [] bytes(Document in, String name) {
    return in.get(name) instanceof Binary binary ? binary.getData() : null;
  }
}
