package dev.facepay.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactFieldsTest {

  private static final Instant T0 = Instant.parse("2026-11-22T02:00:00.007Z");
  private static final OrderNo ORDER = new OrderNo("A1");

  static PaymentRef ref(int attempt, MerchantId subMerchant) {
    return new PaymentRef(
        new PaymentId(new MerchantId("1900000109"), OutTradeNo.of(ORDER, attempt)),
        ORDER,
        attempt,
        subMerchant,
        new StoreId("S017"),
        new DeviceId("D03"),
        new Money(1280),
        Channel.CODE,
        T0,
        "fingerprint");
  }

  /** One of each, and both kinds of those with optional fields. */
  static Stream<PaymentFact> facts() {
    PaymentRef ref = ref(1, null);
    PaymentRef sub = ref(2, new MerchantId("1900000200"));
    return Stream.of(
        new PaymentFact.Requested(ref, new Sealed("x"), "body", null, null, null, null, null),
        new PaymentFact.Requested(
            sub, new Sealed("x"), "茶", "{}", "attach", "tag", "no_credit", T0.plusSeconds(90)),
        new PaymentFact.Unknown(ref, UnknownReason.NO_ANSWER, "", "timeout", T0, T0),
        new PaymentFact.CancelRequested(ref, T0),
        new PaymentFact.ReverseNeeded(ref, ReverseReason.DEADLINE, T0, T0.plusSeconds(30)),
        new PaymentFact.ReverseNeeded(
            sub, ReverseReason.REFUND_SEEN, UnknownReason.TOO_LATE, T0, T0.plusSeconds(30)),
        new PaymentFact.Succeeded(ref, Stage.PAY, "4200", T0, T0),
        new PaymentFact.Failed(sub, Stage.QUERY, FailureReason.NOT_ENOUGH, "NOTENOUGH", "余额不足", T0),
        new PaymentFact.Reversed(ref, Stage.REVERSE, ReversedHow.CONFIRMED, 3, T0),
        new PaymentFact.AttentionNeeded(
            ref, Stage.REVERSE, AttentionReason.REVERSE_EXPIRED, "REVERSE_EXPIRE", "", T0),
        new PaymentFact.AttentionResolved(
            ref, Stage.REVERSE, AttentionReason.REVERSE_EXPIRED, "refund 9", T0),
        new PaymentFact.RequestRejected(sub, RejectReason.PREVIOUS_ATTEMPT_OPEN, T0),
        new PaymentFact.ActRequested(ref, Act.RESOLVE, "alice", "refunded", "REFUND", T0));
  }

  @Test
  void what_wechat_says_of_the_money_comes_back_and_what_it_left_out_is_no_field() {
    PaymentFact.Succeeded bare =
        new PaymentFact.Succeeded(ref(1, null), Stage.QUERY, "4200", T0, T0);
    PaymentFact.Succeeded told = bare.with(details());
    assertThat(FactFields.read(told.type(), FactFields.write(told))).isEqualTo(told);
    assertThat(FactFields.write(told))
        .containsEntry("coupons", "2000000001 cash 200,- no_cash 300,3 shiny 0")
        .containsEntry("coupon_count", 3)
        .containsEntry("is_subscribe", true);
    assertThat(FactFields.write(bare)).doesNotContainKeys("settlement_fen", "coupons");
    assertThat(FactFields.read(bare.type(), FactFields.write(bare))).isEqualTo(bare);
  }

  /** With all that WeChat can say, and a doubt of a newer release. */
  private static PaidDetails details() {
    return new PaidDetails(
        980L,
        780L,
        500L,
        List.of(
            new PaidDetails.Coupon("2000000001", PaidDetails.CouponType.CASH, 200),
            new PaidDetails.Coupon("", PaidDetails.CouponType.NO_CASH, 300),
            new PaidDetails.Coupon("3", new Coded.Other<>("shiny"), 0)),
        "CNY",
        "CNY",
        "CMB_CREDIT",
        new Coded.Other<>("facepay"),
        true,
        new Sealed("o"),
        new Sealed("s"),
        new Coded.Other<>("next_year"));
  }

  private static final String HASH = "0123456789abcdef".repeat(4);

  static DeviceRef device(MerchantId subMerchant) {
    return new DeviceRef(
        new DeviceId("D03"),
        new StoreId("S017"),
        new StoreName("十七号店"),
        new MerchantId("1900000109"),
        subMerchant);
  }

  /** One of each, and both kinds of those with optional fields. */
  static Stream<DeviceFact> deviceFacts() {
    DeviceRef ref = device(null);
    DeviceRef sub = device(new MerchantId("1900000200"));
    RequestId request = new RequestId("r-1");
    Sealed sealed = new Sealed("x");
    return Stream.of(
        new DeviceFact.CredentialAsked(request, ref, sealed, null, T0.plusSeconds(5), T0),
        new DeviceFact.CredentialAsked(
            new RequestId("r-2"), sub, sealed, "{}", T0.plusSeconds(5), T0),
        new DeviceFact.EnrolmentAsked(request, "code-hash", HASH, T0.plusSeconds(10), T0),
        new DeviceFact.DeviceSeen(ref, "2.21", null, T0),
        new DeviceFact.DeviceSeen(sub, "2.21", "1.0", T0.plusSeconds(1)),
        new DeviceFact.CredentialIssued(request, ref, sealed, T0.plusSeconds(3600), true, T0),
        new DeviceFact.CredentialRefused(
            request, sub, CredentialRefusal.GATEWAY_REFUSED, "SIGNERROR", "签名错误", false, T0),
        new DeviceFact.DeviceEnrolled(request, sub, new WechatApp("wx1", "wx2"), T0),
        new DeviceFact.EnrolmentRefused(request, EnrolmentRefusal.USED, T0),
        new DeviceFact.DeviceState(ref, DeviceStatus.REVOKED, null, null, null, 1, T0),
        new DeviceFact.DeviceState(
            sub,
            DeviceStatus.ACTIVE,
            new KeySlot(HASH, T0.plusSeconds(60)),
            new KeySlot(HASH, null),
            new WechatApp("wx1", null),
            7,
            T0));
  }

  /** One of each, and both kinds of those with optional fields. */
  static Stream<ReportFact> reportFacts() {
    TradeRef trade = TradeRef.of(ref(1, null));
    TradeRef sub = TradeRef.of(ref(2, new MerchantId("1900000200")));
    Sealed sealed = new Sealed("x");
    return Stream.of(
        new ReportFact.ReportNeeded(trade, 1, ReportMethod.PAYCODE, sealed, T0),
        new ReportFact.ReportNeeded(sub, 2, ReportMethod.ORDER, null, T0),
        new ReportFact.ReportDelayed(trade, 0, ReportDelay.DEVICE_REVOKED, false, T0),
        new ReportFact.ReportDelayed(trade, 0, ReportDelay.DEVICE_REVOKED, true, T0),
        new ReportFact.ReportTold(trade, 1, ReportOutcome.CONFIRMED, "", "", null, T0),
        new ReportFact.ReportTold(
            sub, 2, ReportOutcome.FAILED, "271378620", "not initialised", "2.21", T0),
        new ReportFact.TradeTold(
            trade,
            new TradeNumbers("S17-42", "4200000000000000000000000042"),
            new Money(1280),
            T0,
            sealed,
            "f1",
            T0),
        new ReportFact.TradeTold(sub, TradeNumbers.NONE, new Money(1), T0, null, "f2", T0),
        new ReportFact.ReportActRequested(trade, 0, T0, Act.RETRY, "li", "mended", "", T0),
        new ReportFact.ReportActRequested(
            sub, 3, T0, Act.RESOLVE, "li", "by hand", "ticket 7", T0));
  }

  static RefundRef refund(PaymentRef payment, String number) {
    return new RefundRef(
        payment.id(),
        payment.orderNo(),
        payment.attempt(),
        payment.subMerchant(),
        payment.store(),
        new RefundNo(number),
        new Money(500),
        T0);
  }

  /** One of each, and both kinds of those with optional fields. */
  static Stream<RefundFact> refundFacts() {
    RefundRef one = refund(ref(1, null), "R1");
    RefundRef sub = refund(ref(2, new MerchantId("1900000200")), "R2");
    Instant later = T0.plusSeconds(61);
    return Stream.of(
        new RefundFact.RefundRequested(one, "少了一件", RefundAsker.TILL, "D03"),
        new RefundFact.RefundRequested(sub, "wrong dish", RefundAsker.OPERATOR, "li"),
        new RefundFact.RefundChanged(one, "503", null, later),
        new RefundFact.RefundChanged(sub, "504", "招商银行信用卡0403", later),
        new RefundFact.RefundSucceeded(one, "503", null, null, null, null, null, later),
        new RefundFact.RefundSucceeded(sub, "504", 480L, 0L, 20L, "支付用户零钱", later, later),
        new RefundFact.RefundFailed(one, RefundFailure.MORE_THAN_PAID, "", "0 fen left", later),
        new RefundFact.RefundFailed(one, RefundFailure.OTHER_CONTENT, "", "", later));
  }

  static Stream<Fact> allFacts() {
    return Stream.of(facts(), deviceFacts(), reportFacts(), refundFacts(), billFacts())
        .flatMap(it -> it);
  }

  static Stream<BillFact> billFacts() {
    MerchantId merchant = new MerchantId("1900000109");
    LocalDate day = LocalDate.of(2026, 11, 22);
    Instant found = Instant.parse("2026-11-23T02:00:01.250Z");
    Instant later = found.plusSeconds(21_600);
    BillFact.Difference there =
        new BillFact.Difference(DifferenceKind.MISSING_HERE, "A@1", null, found);
    BillFact.Difference refund =
        new BillFact.Difference(DifferenceKind.REFUND, "A1", "A1@R1", found);
    return Stream.of(
        new BillFact.BillTaken(merchant, day, BillKind.TRADES, "a".repeat(64), 1024, 6, 0, found),
        new BillFact.DifferenceFound(
            merchant, day, there, null, null, "", "SUCCESS", null, 1280L, "SUCCESS"),
        new BillFact.DifferenceFound(
            merchant, day, refund, new StoreId("S017"), "42", "a", "", 500L, null, "REFUND"),
        new BillFact.DifferenceExplained(merchant, day, refund, later),
        new BillFact.DayReconciled(merchant, day, 6, 1, 6330, 300, 1590, 27, 4413, "", later));
  }

  @ParameterizedTest
  @MethodSource("billFacts")
  void the_facts_of_a_merchants_bills_stand_in_one_line(BillFact fact) {
    Map<String, Object> fields = FactFields.write(fact);
    assertThat(fields.keySet()).allMatch(Pattern.compile("[a-z][a-z0-9_]*").asMatchPredicate());
    assertThat(fields).containsEntry("day", "2026-11-22").containsKeys("version", "occurred_at");
    assertThat(fact.key()).isEqualTo("1900000109");
    assertThat(fact.subject()).isEqualTo("1900000109:2026-11-22");
    assertThat(fact.factId()).startsWith("1900000109:2026-11-22/" + fact.type().wire() + "/");
  }

  @ParameterizedTest
  @MethodSource("allFacts")
  void a_fact_comes_back_as_it_was(Fact fact) {
    assertThat(FactFields.read(fact.type(), FactFields.write(fact))).isEqualTo(fact);
  }

  @ParameterizedTest
  @MethodSource("facts")
  void fields_are_flat_snake_case_with_fen_and_utc(PaymentFact fact) {
    Map<String, Object> fields = FactFields.write(fact);
    assertThat(fields.keySet()).allMatch(Pattern.compile("[a-z][a-z0-9_]*").asMatchPredicate());
    assertThat(fields.values())
        .allMatch(v -> v instanceof String || v instanceof Integer || v instanceof Long);
    assertThat(fields)
        .containsEntry("amount_fen", 1280L)
        .containsEntry("currency", "CNY")
        .containsEntry("requested_at", "2026-11-22T02:00:00.007Z");
  }

  @ParameterizedTest
  @MethodSource("deviceFacts")
  void a_devices_facts_are_flat_too(DeviceFact fact) {
    Map<String, Object> fields = FactFields.write(fact);
    assertThat(fields.keySet()).allMatch(Pattern.compile("[a-z][a-z0-9_]*").asMatchPredicate());
    assertThat(fields.values())
        .allMatch(v -> v instanceof String || v instanceof Integer || v instanceof Boolean);
    assertThat(fields).containsKeys("version", "occurred_at");
  }

  @ParameterizedTest
  @MethodSource("reportFacts")
  void a_reports_facts_are_flat_and_stand_in_their_devices_line(ReportFact fact) {
    Map<String, Object> fields = FactFields.write(fact);
    assertThat(fields.keySet()).allMatch(Pattern.compile("[a-z][a-z0-9_]*").asMatchPredicate());
    assertThat(fields).containsKeys("version", "occurred_at", "trade_id", "out_trade_no");
    assertThat(fact.key()).isEqualTo("1900000109:D03");
    assertThat(fact.subject()).startsWith("1900000109:A1");
  }

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

  @ParameterizedTest
  @MethodSource("refundFacts")
  void a_refund_stands_in_the_line_of_its_order(RefundFact fact) {
    assertThat(fact.key()).isEqualTo("1900000109:A1");
    assertThat(fact.subject()).startsWith("1900000109:A1");
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

  @ParameterizedTest
  @MethodSource("facts")
  void a_missing_field_is_named_and_an_unknown_one_ignored(PaymentFact fact) {
    Map<String, Object> fields = new HashMap<>(FactFields.write(fact));
    fields.put("added_later", "x");
    assertThat(FactFields.read(fact.type(), fields)).isEqualTo(fact);
    fields.remove("store_id");
    assertThatThrownBy(() -> FactFields.read(fact.type(), fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("store_id");
  }

  @Test
  void every_type_of_fact_is_covered_here() {
    Set<FactType> covered = EnumSet.noneOf(FactType.class);
    allFacts().forEach(fact -> covered.add(fact.type()));
    assertThat(covered).containsExactlyInAnyOrder(FactType.values());
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
            "bill.day-reconciled.v1");
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

  private static final Set<String> CODED =
      Set.of(
          "reason",
          "unknown_reason",
          "by",
          "how",
          "act",
          "channel",
          "status",
          "method",
          "outcome",
          "bill",
          "kind",
          "asked_by");

  @ParameterizedTest
  @MethodSource("allFacts")
  void a_value_of_tomorrow_in_any_coded_field_is_read_and_said_again_as_it_came(Fact fact) {
    Map<String, Object> fields = FactFields.write(fact);
    for (String name : fields.keySet()) {
      if (CODED.contains(name)) {
        Map<String, Object> later = new HashMap<>(fields);
        later.put(name, "brand_new");
        if (name.equals("by") && fact.version() > 0) {
          later.put("version", 7);
        }
        Fact read = FactFields.read(fact.type(), later);
        assertThat(FactFields.write(read)).as(name).isEqualTo(later);
        assertThat(read.factId()).isNotEmpty();
        assertThat(read.version()).isEqualTo(later.get("version"));
      }
    }
  }

  @Test
  void what_no_release_can_have_said_is_no_coded_value() {
    for (String wire : List.of("", "no blanks", "x".repeat(65), "\n")) {
      assertThatThrownBy(() -> Coded.read(Channel.class, wire))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Coded.read(Channel.class, "face")).isSameAs(Channel.FACE);
    assertThat(Coded.read(Channel.class, "palm")).isEqualTo(new Coded.Other<Channel>("palm"));
    assertThat(Coded.read(Channel.class, "palm").label()).isEqualTo("other");
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
