package dev.facepay.runtime.fact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.payment.Fact;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.FactType;
import dev.facepay.runtime.Trace;
import dev.facepay.runtime.fact.FactCodec.Decoded.Known;
import dev.facepay.runtime.fact.FactCodec.Decoded.Undecodable;
import dev.facepay.runtime.fact.FactCodec.Decoded.UnknownType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Facts as records: CloudEvents 1.0 in binary mode. The attributes are headers, so that who routes
 * or counts need not read the value; the value is flat JSON with the names of {@link FactFields};
 * the key is the fact's: the order or the device.
 */
public final class FactCodec {

  /** A fact is below 32 KiB; anything near the broker's limit is not one. */
  public static final int VALUE_BYTES_MAX = 256 * 1024;

  /** What WeChat took of what the fact is about. */
  static final String GATEWAY_MS = "gateway_ms";

  private static final Map<String, FactType> TYPES =
      Arrays.stream(FactType.values())
          .collect(Collectors.toUnmodifiableMap(FactType::wire, Function.identity()));
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final FacePayKafka kafka;

  public FactCodec(FacePayKafka kafka) {
    this.kafka = kafka;
  }

  /**
   * @param source the stage that says it, e.g. {@code pay}
   */
  public ProducerRecord<byte[], byte[]> encode(Fact fact, String source, Optional<Trace> trace) {
    Map<String, Object> fields = FactFields.write(fact);
    ProducerRecord<byte[], byte[]> out =
        new ProducerRecord<>(
            kafka.name(fact.type().topic()),
            fact.key().getBytes(UTF_8),
            JSON.writeValueAsBytes(fields));
    add(out.headers(), "ce_specversion", "1.0");
    add(out.headers(), "ce_id", fact.factId());
    add(out.headers(), "ce_source", "/facepay/" + source);
    add(out.headers(), "ce_type", fact.type().wire());
    add(out.headers(), "ce_subject", fact.subject());
    add(out.headers(), "ce_time", String.valueOf(fields.get("occurred_at")));
    add(out.headers(), "content-type", "application/json");
    trace.ifPresent(t -> add(out.headers(), "traceparent", t.traceparent()));
    return out;
  }

  /** Never throws, whatever the record holds. */
  public Decoded decode(ConsumerRecord<byte[], byte[]> in) {
    String type = header(in.headers(), "ce_type");
    if (type == null) {
      return new Undecodable("header ce_type is missing");
    }
    FactType known = TYPES.get(type);
    if (known == null) {
      return new UnknownType(type);
    }
    if (!"1.0".equals(header(in.headers(), "ce_specversion"))) {
      return new Undecodable("header ce_specversion is not 1.0");
    }
    byte[] value = in.value();
    if (value == null) {
      return new Undecodable("no value");
    }
    if (value.length > VALUE_BYTES_MAX) {
      return new Undecodable("value of " + value.length + " bytes");
    }
    return read(known, in, value);
  }

  /** Whatever bytes do to a parser, an id or a key, they are no fact: nothing gets out of here. */
  private static Decoded read(FactType type, ConsumerRecord<byte[], byte[]> in, byte[] value) {
    try {
      Map<String, Object> fields = JSON.readValue(value, FIELDS);
      return fields == null
          ? new Undecodable("value is JSON null")
          : filed(FactFields.read(type, fields), in);
    } catch (JacksonException e) {
      return new Undecodable("value is not a flat JSON object: " + e.getClass().getSimpleName());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Undecodable(String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      return new Undecodable("value can't be read: " + e.getClass().getSimpleName());
    }
  }

  /** A fact that is misfiled would be missed by who matches headers and keys first. */
  private static Decoded filed(Fact fact, ConsumerRecord<byte[], byte[]> in) {
    if (!isIdOf(fact, header(in.headers(), "ce_id"))) {
      return new Undecodable("header ce_id is not the id of the fact in the value");
    }
    if (!Arrays.equals(fact.key().getBytes(UTF_8), in.key())) {
      return new Undecodable("the key is not that of the fact in the value");
    }
    return new Known(fact, Trace.parse(header(in.headers(), "traceparent")));
  }

  /** Another release may put less or more at the end, behind the type. */
  private static boolean isIdOf(Fact fact, @Nullable String id) {
    String ours = fact.factId();
    String type = fact.type().wire();
    if (id == null || id.length() < ours.indexOf(type) + type.length()) {
      return false;
    }
    String longer = id.length() > ours.length() ? id : ours;
    String shorter = longer.equals(id) ? ours : id;
    return longer.equals(shorter) || longer.startsWith(shorter + "/");
  }

  static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  static @Nullable String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /** What a record of the log turned out to be. */
  public sealed interface Decoded {

    /** A fact of the contract. */
    record Known(Fact fact, Optional<Trace> trace) implements Decoded {}

    /** A fact of a type that this release does not know: to be skipped and counted. */
    record UnknownType(String type) implements Decoded {}

    /**
     * Not a fact: to be put aside with the reason.
     *
     * @param reason names what is wrong, without any of the record's values
     */
    record Undecodable(String reason) implements Decoded {}
  }
}
