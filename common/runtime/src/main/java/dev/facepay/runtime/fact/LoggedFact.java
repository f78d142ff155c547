package dev.facepay.runtime.fact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A record that a {@link LogFollower} came by; it is read only as far as it is asked for. */
public final class LoggedFact {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedFact.class);

  private final ConsumerRecord<byte[], byte[]> record;
  private final FactCodec codec;
  private final Counter undecodable;

  LoggedFact(ConsumerRecord<byte[], byte[]> record, FactCodec codec, Counter undecodable) {
    this.record = record;
    this.codec = codec;
    this.undecodable = undecodable;
  }

  /** The fact's key, e.g. {@code mch_id:order_no}; match it before asking for the fact. */
  public String key() {
    return record.key() == null ? "" : new String(record.key(), UTF_8);
  }

  /** What the fact claims to be about, e.g. {@code mch_id:out_trade_no}; or empty text. */
  public String subject() {
    String subject = FactCodec.header(record.headers(), "ce_subject");
    return subject == null ? "" : subject;
  }

  /** What the fact claims to be, e.g. {@code payment.requested.v1}; or empty text. */
  public String type() {
    String type = FactCodec.header(record.headers(), "ce_type");
    return type == null ? "" : type;
  }

  /** What WeChat took of what the fact is about; zero if the record does not say. */
  public Duration gatewayTime() {
    String ms = FactCodec.header(record.headers(), FactCodec.GATEWAY_MS);
    return ms != null && ms.matches("[0-9]{1,7}")
        ? Duration.ofMillis(Long.parseLong(ms))
        : Duration.ZERO;
  }

  /** When it was published. */
  public Instant publishedAt() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** Empty, and counted, if it is no fact that this release knows. */
  public Optional<Fact> fact() {
    return switch (codec.decode(record)) {
      case Decoded.Known known -> Optional.of(known.fact());
      case Decoded.UnknownType unknown -> Optional.empty();
      case Decoded.Undecodable bad -> {
        undecodable.increment();
        LOG.warn(
            "event=undecodable record={}-{}@{} reason=\"{}\"",
            record.topic(),
            record.partition(),
            record.offset(),
            bad.reason());
        yield Optional.empty();
      }
    };
  }
}
