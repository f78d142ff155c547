package dev.facepay.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands on the wire, word by word. */
class FactWordsTest extends FactSamples {

  @Test
  void the_call_to_a_device_in_golden_words() {
    ReportFact needed = reportFacts().findFirst().orElseThrow();
    assertThat(FactFields.write(needed))
        .containsExactly(
            Map.entry("trade_id", "1900000109:A1"),
            Map.entry("merchant_id", "1900000109"),
            Map.entry("out_trade_no", "A1"),
            Map.entry("store_id", "S017"),
            Map.entry("device_id", "D03"),
            Map.entry("version", 0),
            Map.entry("occurred_at", "2026-11-22T02:00:00.007Z"),
            Map.entry("try", 1),
            Map.entry("method", "reportPaycode"),
            Map.entry("auth_code_sealed", "x"));
    assertThat(needed.factId()).isEqualTo("1900000109:A1/report.needed.v1/1");
  }

  @Test
  void a_refund_in_golden_words() {
    RefundFact asked = refundFacts().findFirst().orElseThrow();
    assertThat(FactFields.write(asked))
        .containsExactly(
            Map.entry("payment_id", "1900000109:A1"),
            Map.entry("merchant_id", "1900000109"),
            Map.entry("order_no", "A1"),
            Map.entry("attempt", 1),
            Map.entry("out_trade_no", "A1"),
            Map.entry("store_id", "S017"),
            Map.entry("refund_no", "R1"),
            Map.entry("out_refund_no", "A1@R1"),
            Map.entry("refund_fen", 500L),
            Map.entry("currency", "CNY"),
            Map.entry("refund_requested_at", "2026-11-22T02:00:00.007Z"),
            Map.entry("version", 1),
            Map.entry("occurred_at", "2026-11-22T02:00:00.007Z"),
            Map.entry("why", "少了一件"),
            Map.entry("asked_by", "till"),
            Map.entry("who", "D03"));
    assertThat(asked.factId())
        .startsWith("1900000109:A1/R1/refund.requested.v1/1/500/1795312800007/");
    assertThat(refundFacts().toList().get(4).factId())
        .isEqualTo("1900000109:A1/R1/refund.succeeded.v1/3");
  }

  @Test
  void a_refund_counts_its_own_versions_and_a_refused_content_is_none() {
    assertThat(refundFacts().map(RefundFact::version)).containsExactly(1, 1, 2, 2, 3, 3, 3, 0);
  }

  @Test
  void the_longest_numbers_fit_into_what_wechat_takes() {
    RefundRef longest = refund(longestRef(), "r".repeat(RefundNo.CHARACTERS_MAX));
    assertThat(longest.outRefundNo()).hasSize(64).matches("[0-9A-Za-z_\\-|*@]+");
  }

  private static PaymentRef longestRef() {
    OrderNo order = new OrderNo("o".repeat(OrderNo.CHARACTERS_MAX));
    return new PaymentRef(
        new PaymentId(new MerchantId("1900000109"), OutTradeNo.of(order, 999)),
        order,
        999,
        null,
        new StoreId("S017"),
        new DeviceId("D03"),
        new Money(1280),
        Channel.CODE,
        T0,
        "fingerprint");
  }

  @Test
  void each_refund_of_a_payment_may_need_a_person_for_the_same_reason() {
    PaymentFact needed =
        new PaymentFact.AttentionNeeded(
            ref(1, null), Stage.REFUND, AttentionReason.REFUND_CHANGED, "CHANGE", "", T0);
    assertThat(needed.factId())
        .isEqualTo("1900000109:A1/payment.attention-needed.v1/0/refund_changed/1795312800007");
  }

  @Test
  void the_newest_state_of_a_device_in_golden_words() {
    DeviceFact newest = deviceFacts().toList().getLast();
    assertThat(FactFields.write(newest))
        .containsExactly(
            Map.entry("device_id", "D03"),
            Map.entry("store_id", "S017"),
            Map.entry("store_name", "十七号店"),
            Map.entry("merchant_id", "1900000109"),
            Map.entry("sub_merchant_id", "1900000200"),
            Map.entry("status", "active"),
            Map.entry("key_1_hash", HASH),
            Map.entry("key_1_until", "2026-11-22T02:01:00.007Z"),
            Map.entry("key_2_hash", HASH),
            Map.entry("appid", "wx1"),
            Map.entry("store_area_code", "310101"),
            Map.entry("store_address", "外滩 17 号"),
            Map.entry("version", 7),
            Map.entry("occurred_at", "2026-11-22T02:00:00.007Z"));
    assertThat(newest.key()).isEqualTo("1900000109:D03");
    assertThat(newest.factId()).isEqualTo("1900000109:D03/device.changed.v1/7");
  }

  @Test
  void what_may_be_any_device_is_found_by_its_request() {
    assertThat(
            deviceFacts()
                .filter(DeviceFact.OfRequest.class::isInstance)
                .filter(fact -> !(fact instanceof DeviceFact.OfDevice)))
        .isNotEmpty()
        .allMatch(fact -> fact.key().equals("r-1"));
  }

  @Test
  void wire_names_are_the_contract_with_subscribers() {
    assertThat(Stream.of(FactType.values()).map(FactType::wire))
        .containsExactly(
            "payment.requested.v1",
            "payment.unknown.v1",
            "payment.cancel-requested.v1",
            "payment.reverse-needed.v1",
            "payment.succeeded.v1",
            "payment.failed.v1",
            "payment.reversed.v1",
            "payment.attention-needed.v1",
            "payment.attention-resolved.v1",
            "payment.request-rejected.v1",
            "payment.act-requested.v1",
            "credential.asked.v1",
            "enrolment.asked.v1",
            "device.seen.v1",
            "credential.issued.v1",
            "credential.refused.v1",
            "device.enrolled.v1",
            "enrolment.refused.v1",
            "device.changed.v1",
            "report.needed.v1",
            "report.delayed.v1",
            "report.told.v1",
            "trade.told.v1",
            "report.act-requested.v1",
            "refund.requested.v1",
            "refund.changed.v1",
            "refund.succeeded.v1",
            "refund.failed.v1",
            "bill.taken.v1",
            "bill.difference-found.v1",
            "bill.difference-explained.v1",
            "bill.day-reconciled.v1",
            "alarm.acknowledged.v1",
            "alarm.assigned.v1");
    assertThat(Stream.of(Topic.values()).map(Topic::wire))
        .containsExactly(
            "facepay.payment.requested",
            "facepay.payment.unknown",
            "facepay.payment.cancel-requested",
            "facepay.payment.reverse-needed",
            "facepay.payment.settled",
            "facepay.payment.attention",
            "facepay.payment.rejected",
            "facepay.payment.act-requested",
            "facepay.auth.requested",
            "facepay.auth.settled",
            "facepay.report.needed",
            "facepay.report.settled",
            "facepay.refund.requested",
            "facepay.refund.settled",
            "facepay.bill",
            "facepay.device");
    assertThat(Stream.of(Topic.values()).filter(Topic::compacted)).containsExactly(Topic.DEVICE);
  }

  @Test
  void versions_tell_the_line_of_the_hand_over() {
    assertThat(facts().map(PaymentFact::version))
        .containsExactly(1, 1, 2, 0, 3, 3, 2, 3, 4, 0, 0, 0, 0);
  }

  @Test
  void a_fact_id_is_the_same_for_a_repeat_and_for_nothing_else() {
    List<String> ids = allFacts().map(Fact::factId).toList();
    assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    assertThat(allFacts().map(Fact::factId).toList()).isEqualTo(ids);
  }

  @Test
  void the_sealed_code_is_not_printed() {
    assertThat(allFacts().map(Object::toString)).noneMatch(text -> text.contains("Sealed[text"));
  }

  @Test
  void a_stage_says_its_own_version_and_no_other() {
    assertThatThrownBy(
            () ->
                new PaymentFact.Reversed(
                    ref(1, null), Stage.REVERSE, ReversedHow.CONFIRMED, 1, T0, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
