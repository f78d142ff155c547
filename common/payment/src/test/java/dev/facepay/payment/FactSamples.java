package dev.facepay.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Facts of every type, with what may be left out both there and not. */
abstract class FactSamples {

  static final Instant T0 = Instant.parse("2026-11-22T02:00:00.007Z");
  static final OrderNo ORDER = new OrderNo("A1");

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
        PaymentFact.Requested.plain(ref, new Sealed("x"), "body"),
        new PaymentFact.Requested(
            sub,
            new Sealed("x"),
            "茶",
            "{}",
            "attach",
            "tag",
            "no_credit",
            T0.plusSeconds(90),
            "Y",
            "Y",
            "{\"store_info\":{\"id\":\"S017\"}}"),
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

  /** With all that WeChat can say, and a doubt of a newer release. */
  static PaidDetails details() {
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

  static final String HASH = "0123456789abcdef".repeat(4);

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
        new DeviceFact.DeviceState(
            ref, DeviceStatus.REVOKED, null, null, null, StorePlace.UNKNOWN, 1, T0),
        new DeviceFact.DeviceState(
            sub,
            DeviceStatus.ACTIVE,
            new KeySlot(HASH, T0.plusSeconds(60)),
            new KeySlot(HASH, null),
            new WechatApp("wx1", null),
            new StorePlace("310101", "外滩 17 号"),
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
    return Stream.of(
            facts(), deviceFacts(), reportFacts(), refundFacts(), billFacts(), alarmFacts())
        .flatMap(it -> it);
  }

  static Stream<AlarmFact> alarmFacts() {
    MerchantId merchant = new MerchantId("1900000109");
    StoreId store = new StoreId("S017");
    AlarmFact.Alarm payment =
        new AlarmFact.Alarm(AlarmFact.About.PAYMENT, "1900000109:A1", merchant, store);
    AlarmFact.Alarm report =
        new AlarmFact.Alarm(AlarmFact.About.REPORT, "1900000109:A1", merchant, store);
    AlarmFact.Alarm difference =
        new AlarmFact.Alarm(
            AlarmFact.About.DIFFERENCE, "1900000109/2026-11-22/day/A1/1", merchant, null);
    return Stream.of(
        new AlarmFact.Acknowledged(payment, "li", null, T0),
        new AlarmFact.Acknowledged(payment, "wang", null, T0),
        new AlarmFact.Acknowledged(report, "li", "I call the shop", T0),
        new AlarmFact.Assigned(payment, "wang", "li", null, T0),
        new AlarmFact.Assigned(payment, null, "li", null, T0),
        new AlarmFact.Assigned(difference, "wang", "wang", "my merchant", T0));
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
}
