package dev.facepay.runtime.fact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.FactType;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.Trace;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.testkit.Fixtures;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactCodecTest {

  private final FactCodec codec = new FactCodec(FacePayKafka.at("none", "test", "x."));
  private final PaymentFact fact = Fixtures.requested();

  private ConsumerRecord<byte[], byte[]> received(byte[] key, byte[] value) {
    ProducerRecord<byte[], byte[]> sent = codec.encode(fact, "edge", Optional.empty());
    ConsumerRecord<byte[], byte[]> in = new ConsumerRecord<>("t", 0, 0, key, value);
    sent.headers().forEach(in.headers()::add);
    return in;
  }

  private ConsumerRecord<byte[], byte[]> received() {
    ProducerRecord<byte[], byte[]> sent = codec.encode(fact, "edge", Optional.empty());
    return received(sent.key(), sent.value());
  }

  private ConsumerRecord<byte[], byte[]> withValue(String value) {
    return received(received().key(), value.getBytes(UTF_8));
  }

  @Test
  void every_kind_of_fact_comes_back_as_it_was() {
    List<PaymentFact> facts =
        List.of(
            Fixtures.requested(),
            Fixtures.unknown(UnknownReason.NO_ANSWER),
            Fixtures.reverseNeeded(),
            Fixtures.paid(Fixtures.payment(), Stage.PAY),
            Fixtures.failed(Fixtures.payment(), Stage.QUERY),
            Fixtures.reversed(Fixtures.payment()));
    for (PaymentFact each : facts) {
      Trace trace = Trace.start();
      ProducerRecord<byte[], byte[]> sent = codec.encode(each, "pay", Optional.of(trace));
      ConsumerRecord<byte[], byte[]> in =
          new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
      sent.headers().forEach(in.headers()::add);

      assertThat(codec.decode(in)).isEqualTo(new Decoded.Known(each, Optional.of(trace)));
    }
  }

  @Test
  void a_record_is_a_cloud_event_in_binary_mode() {
    ProducerRecord<byte[], byte[]> sent = codec.encode(fact, "edge", Optional.empty());

    assertThat(sent.topic()).isEqualTo("x.facepay.payment.requested");
    assertThat(new String(sent.key(), UTF_8)).isEqualTo("1900000109:20261122S017D03000042");
    assertThat(FactCodec.header(sent.headers(), "ce_specversion")).isEqualTo("1.0");
    assertThat(FactCodec.header(sent.headers(), "ce_id")).isEqualTo(fact.factId());
    assertThat(FactCodec.header(sent.headers(), "ce_source")).isEqualTo("/facepay/edge");
    assertThat(FactCodec.header(sent.headers(), "ce_type")).isEqualTo("payment.requested.v1");
    assertThat(FactCodec.header(sent.headers(), "ce_subject"))
        .isEqualTo("1900000109:20261122S017D03000042");
    assertThat(FactCodec.header(sent.headers(), "ce_time")).isEqualTo("2026-11-22T02:00:00.000Z");
    assertThat(FactCodec.header(sent.headers(), "content-type")).isEqualTo("application/json");
    assertThat(FactCodec.header(sent.headers(), "traceparent")).isNull();
    assertThat(new String(sent.value(), UTF_8)).contains("\"amount_fen\":1280", "\"order_no\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "3",
        "{",
        "{}",
        "{\"payment_id\":1}",
        "{\"payment_id\":\"a:b\",\"payment_id\":\"a:c\"}",
        "<xml/>",
        "\u0000\uffff"
      })
  void what_is_not_a_fact_is_undecodable(String value) {
    assertThat(codec.decode(withValue(value))).isInstanceOf(Decoded.Undecodable.class);
  }

  @Test
  void a_tombstone_a_giant_and_a_bottomless_pit_are_undecodable() {
    assertThat(codec.decode(received(received().key(), null)))
        .isEqualTo(new Decoded.Undecodable("no value"));
    assertThat(codec.decode(withValue(" ".repeat(FactCodec.VALUE_BYTES_MAX + 1))))
        .isInstanceOf(Decoded.Undecodable.class);
    assertThat(codec.decode(withValue("{\"a\":" + "[".repeat(100_000))))
        .isInstanceOf(Decoded.Undecodable.class);
    assertThat(codec.decode(withValue("{\"attempt\":" + "9".repeat(100_000) + "}")))
        .isInstanceOf(Decoded.Undecodable.class);
  }

  @Test
  void trailing_rubbish_and_a_second_value_of_a_field_are_undecodable() {
    String value = new String(received().value(), UTF_8);
    assertThat(codec.decode(withValue(value))).isInstanceOf(Decoded.Known.class);
    assertThat(codec.decode(withValue(value + "{}"))).isInstanceOf(Decoded.Undecodable.class);
    String twice = value.replaceFirst("\\{", "{\"amount_fen\":1,");
    assertThat(codec.decode(withValue(twice))).isInstanceOf(Decoded.Undecodable.class);
  }

  @Test
  void a_field_of_a_later_release_is_ignored() {
    String more =
        new String(received().value(), UTF_8).replaceFirst("\\{", "{\"loyalty\":{\"points\":[3]},");
    assertThat(codec.decode(withValue(more))).isInstanceOf(Decoded.Known.class);
  }

  /** Ids get longer at their end, from release to release; those in the log stay as they are. */
  @Test
  void an_id_of_an_earlier_or_a_later_release_is_its_facts() {
    assertThat(codec.decode(withId("1900000109:20261122S017D03000042/payment.requested.v1/1")))
        .isInstanceOf(Decoded.Known.class);
    assertThat(codec.decode(withId(fact.factId() + "/more"))).isInstanceOf(Decoded.Known.class);
    for (String other :
        List.of(
            "",
            "1900000109:20261122S017D03000042",
            "1900000109:20261122S017D03000042/payment.requested.v1/10",
            "1900000109:20261122S017D03000042/payment.succeeded.v1/1",
            fact.factId() + "1")) {
      assertThat(codec.decode(withId(other))).as(other).isInstanceOf(Decoded.Undecodable.class);
    }
  }

  private ConsumerRecord<byte[], byte[]> withId(String id) {
    ConsumerRecord<byte[], byte[]> in = received();
    in.headers().remove("ce_id");
    in.headers().add("ce_id", id.getBytes(UTF_8));
    return in;
  }

  @Test
  void one_id_has_one_content_also_where_two_instances_took_one_request() {
    PaymentRef first = Fixtures.payment();
    PaymentRef second =
        new PaymentRef(
            first.id(),
            first.orderNo(),
            first.attempt(),
            first.subMerchant(),
            first.store(),
            first.device(),
            first.amount(),
            first.channel(),
            first.requestedAt().plusMillis(3),
            first.fingerprint());
    assertThat(Fixtures.requested(first).factId())
        .isEqualTo(Fixtures.requested(first).factId())
        .isNotEqualTo(Fixtures.requested(second).factId());
  }

  @Test
  void a_type_of_a_later_release_is_told_apart_from_no_type() {
    ConsumerRecord<byte[], byte[]> later = received();
    later.headers().add("ce_type", "payment.requested.v2".getBytes(UTF_8));
    assertThat(codec.decode(later)).isEqualTo(new Decoded.UnknownType("payment.requested.v2"));

    ConsumerRecord<byte[], byte[]> none = received();
    none.headers().remove("ce_type");
    assertThat(codec.decode(none)).isInstanceOf(Decoded.Undecodable.class);
    none.headers().add("ce_type", null);
    assertThat(codec.decode(none)).isInstanceOf(Decoded.Undecodable.class);
  }

  @Test
  void headers_and_key_must_agree_with_the_value() {
    for (String header : List.of("ce_id", "ce_specversion")) {
      ConsumerRecord<byte[], byte[]> in = received();
      in.headers().add(header, "other".getBytes(UTF_8));
      assertThat(codec.decode(in)).as(header).isInstanceOf(Decoded.Undecodable.class);
      in.headers().remove(header);
      assertThat(codec.decode(in)).as(header).isInstanceOf(Decoded.Undecodable.class);
    }
    byte[] value = received().value();
    assertThat(codec.decode(received(null, value))).isInstanceOf(Decoded.Undecodable.class);
    assertThat(codec.decode(received("x".getBytes(UTF_8), value)))
        .isInstanceOf(Decoded.Undecodable.class);
  }

  @Test
  void no_damage_of_a_value_makes_it_throw() {
    Random random = new Random(7);
    byte[] good = received().value();
    for (int i = 0; i < 5_000; i++) {
      byte[] bad = good.clone();
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      assertThat(codec.decode(received(received().key(), bad))).isNotNull();
    }
  }

  @Test
  void a_broken_traceparent_does_not_matter() {
    ConsumerRecord<byte[], byte[]> in = received();
    in.headers().add("traceparent", "00-nonsense".getBytes(UTF_8));
    assertThat(codec.decode(in)).isEqualTo(new Decoded.Known(fact, Optional.empty()));
  }

  @Test
  void reasons_do_not_quote_the_sealed_code() {
    String value = new String(received().value(), UTF_8).replace("\"attempt\":1", "\"attempt\":{}");
    Decoded.Undecodable bad = (Decoded.Undecodable) codec.decode(withValue(value));
    assertThat(bad.reason()).contains("attempt").doesNotContain("sealed-code");
  }

  /** Epoch milliseconds of such a time overflow, and ids hold epoch milliseconds. */
  @Test
  void a_time_beyond_four_digit_years_is_undecodable_and_no_exception() {
    for (FactType type : FactType.values()) {
      ConsumerRecord<byte[], byte[]> in =
          new ConsumerRecord<>(
              type.topic().wire(),
              0,
              0,
              "1900000109:Z1".getBytes(UTF_8),
              """
              {"payment_id":"1900000109:Z1","merchant_id":"1900000109","order_no":"Z1","attempt":1,\
              "out_trade_no":"Z1","store_id":"S1","device_id":"D1","amount_fen":100,"currency":"CNY",\
              "channel":"face","requested_at":"+292278995-01-01T00:00:00.000Z","fingerprint":"fp",\
              "version":0,"occurred_at":"+292278995-01-01T00:00:00.000Z","reason":"other_content",\
              "act":"retry","who":"a","why":"b","evidence":"","face_sdk_version":"2"}\
              """
                  .getBytes(UTF_8));
      in.headers().add("ce_specversion", "1.0".getBytes(UTF_8));
      in.headers().add("ce_type", type.wire().getBytes(UTF_8));
      in.headers().add("ce_id", "x".getBytes(UTF_8));
      assertThat(codec.decode(in)).as(type.wire()).isInstanceOf(Decoded.Undecodable.class);
    }
  }
}
