package dev.facepay.standalone.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.testkit.contract.EventContract;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds records as they lie in the log against the closed schemas of the contract. */
public final class PublishedCheck {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final EventContract contract;

  public PublishedCheck(EventContract contract) {
    this.contract = contract;
  }

  /** What is not the contract; dead letters are none of its facts. */
  public List<String> faults(List<ConsumerRecord<byte[], byte[]>> records) {
    List<String> faults = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (!record.topic().endsWith(".dlt")) {
        check(record, faults);
      }
    }
    return faults.stream().distinct().toList();
  }

  private void check(ConsumerRecord<byte[], byte[]> record, List<String> faults) {
    Map<String, String> headers = headers(record);
    String type = headers.getOrDefault("ce_type", "");
    if (!contract.types().contains(type)) {
      faults.add("a record of \"" + type + "\" on " + record.topic());
      return;
    }
    JsonNode channel = contract.asyncApi().path("channels").path(record.topic());
    if (!channel.path("messages").has(type)) {
      faults.add(type + " is on " + record.topic());
    }
    faults.addAll(contract.headers().strictFaults(JSON.valueToTree(headers)));
    JsonNode value = JSON.readTree(record.value());
    faults.addAll(contract.fact(type).strictFaults(value));
    if (!value.path("occurred_at").asString("").equals(headers.get("ce_time"))) {
      faults.add(type + ": ce_time is not occurred_at");
    }
  }

  /**
   * Key, headers and value as they stand, and each text field as whoever has no key might try to
   * read it: what is merely encoded is not sealed.
   */
  public static Map<String, String> everyReading(ConsumerRecord<byte[], byte[]> record) {
    String where = record.topic() + "@" + record.partition() + ":" + record.offset();
    Map<String, String> readings = new HashMap<>();
    String value = record.value() == null ? "" : new String(record.value(), UTF_8);
    String key = record.key() == null ? "" : new String(record.key(), UTF_8);
    readings.put(where, key + headers(record) + value);
    try {
      JSON.readTree(value)
          .forEachEntry(
              (name, field) -> {
                if (field.isString()) {
                  decodings(field.asString())
                      .forEach((how, text) -> readings.put(where + " " + name + how, text));
                }
              });
    } catch (JacksonException e) {
      // A dead letter may hold anything; its bytes were taken as they stand.
    }
    return readings;
  }

  private static Map<String, String> decodings(String text) {
    Map<String, String> decodings = new HashMap<>();
    decodings.put(" backwards", new StringBuilder(text).reverse().toString());
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
      decodings.put(" from base64", new String(bytes, ISO_8859_1));
    } catch (IllegalArgumentException e) {
      // Not base64.
    }
    try {
      decodings.put(" from hex", new String(HexFormat.of().parseHex(text), ISO_8859_1));
    } catch (IllegalArgumentException e) {
      // Not hex.
    }
    return decodings;
  }

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }
}
