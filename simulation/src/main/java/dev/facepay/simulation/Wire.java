package dev.facepay.simulation;

import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundRef;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.Merchant;
import dev.facepay.wechat.Micropay;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.Refund;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.Reply;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.Secret;
import dev.facepay.wechat.SignType;
import dev.facepay.wechat.WechatPay;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The network between one process and WeChat; what comes back is judged by the real rules. */
final class Wire implements WechatPay {

  private static final Merchant MERCHANT =
      new Merchant(
          Terms.MCH_ID, Terms.APP_ID, new Secret(Terms.API_KEY), SignType.MD5, null, Map.of());

  /** How long a call waits for its answer; the longest is the real call's longest. */
  static final long CALL_MAX_MS = 27_000;

  private static final long READ_TIMEOUT_MS = 10_000;

  private final World world;
  private final Trouble trouble;
  private final Ports ports;
  private final Gateway gateway;
  private final Codes codes;
  private final Invariants invariants;
  private final Function<String, Script> scripts;
  private final Plant plant;

  Wire(
      World world,
      Trouble trouble,
      Ports ports,
      Gateway gateway,
      Codes codes,
      Invariants invariants,
      Function<String, Script> scripts,
      Plant plant) {
    this.world = world;
    this.trouble = trouble;
    this.ports = ports;
    this.gateway = gateway;
    this.codes = codes;
    this.invariants = invariants;
    this.scripts = scripts;
    this.plant = plant;
  }

  @Override
  public Micropay.Outcome pay(Requested request, String code, String payerIp)
      throws InterruptedException {
    String number = number(request.payment());
    long fen = request.payment().amount().fen();
    if (trouble.chance("fault: no connection", 0.02)) {
      return new Micropay.NotSent(Code.Obstacle.NO_CONNECTION, "simulated");
    }
    long sentAt = world.now();
    invariants.paying(request.payment(), sentAt);
    gateway.payLeaves(number, fen);
    Script script = scripts.apply(number);
    Trip trip =
        new Trip(
            there(script),
            () -> gateway.pay(number, fen, code, codes.madeAt(code), sentAt),
            back(script),
            script == Script.HTTP_ERROR);
    Map<String, String> sent =
        Map.of(
            "appid",
            Terms.APP_ID,
            "mch_id",
            Terms.MCH_ID,
            "out_trade_no",
            number,
            "total_fee",
            Long.toString(fen));
    Reply reply = exchange("pay " + number, trip);
    return plant.verdict(reply, sent);
  }

  private long there(Script script) {
    return switch (script) {
      case REQUEST_LOST, REQUEST_LOST_QUERIES_SILENT -> lost(script);
      case LATE_CHARGE -> world.between(27_000, 58_000);
      default -> trip("pay request");
    };
  }

  private long back(Script script) {
    return switch (script) {
      case ANSWER_LOST, REFUNDED_BY_OTHERS, REFUNDED_IN_PART -> -1;
      default -> trip("pay answer");
    };
  }

  private long lost(Script script) {
    trouble.marks().hit("script: " + script);
    return -1;
  }

  private long trip(String what) {
    if (trouble.chance("fault: lost " + what, 0.04)) {
      return -1;
    }
    return trouble.chance("fault: slow " + what, 0.04)
        ? world.between(500, 20_000)
        : world.between(5, 300);
  }

  @Override
  public OrderQuery.Outcome query(PaymentRef payment) throws InterruptedException {
    String number = number(payment);
    invariants.querying(number);
    return OrderQuery.verdict(queried(number), sent(number), payment.amount().fen());
  }

  @Override
  public RefundQuery.Outcome refunds(PaymentRef payment) throws InterruptedException {
    String number = number(payment);
    return RefundQuery.verdict(refundsOf(number), sent(number), payment.amount().fen(), 0)
        .outcome();
  }

  @Override
  public OrderQuery.Outcome order(RefundRef refund) throws InterruptedException {
    String number = refund.payment().outTradeNo().value();
    return OrderQuery.verdict(queried(number), sent(number), refund.amount().fen());
  }

  @Override
  public RefundQuery.Outcome refunds(RefundRef refund, Money paid) throws InterruptedException {
    String number = refund.payment().outTradeNo().value();
    return RefundQuery.verdict(refundsOf(number), sent(number), paid.fen(), 0).outcome();
  }

  @Override
  public Refund.Outcome refund(Refund.Request request) throws InterruptedException {
    RefundRef ref = request.refund();
    Refunds.Asked asked =
        new Refunds.Asked(
            ref.payment().outTradeNo().value(),
            ref.outRefundNo(),
            ref.amount().fen(),
            request.paid().fen());
    if (trouble.chance("fault: no connection", 0.02)) {
      return Refund.verdict(new Reply.NotSent(Code.Obstacle.NO_CONNECTION, "simulated"), Map.of());
    }
    invariants.refunding(ref, true);
    String name = asked.refundNumber();
    Trip trip =
        new Trip(
            gateway.refunds().there(name, trip("refund request")),
            () -> gateway.refund(asked),
            gateway.refunds().back(name, trip("refund answer")),
            gateway.refunds().isBadGateway(name));
    Map<String, String> sent = new HashMap<>(sent(asked.number()));
    sent.put("out_refund_no", name);
    sent.put("refund_fee", Long.toString(asked.fen()));
    sent.put("total_fee", Long.toString(asked.paidFen()));
    return Refund.verdict(exchange("refund " + name, trip), sent);
  }

  @Override
  public RefundQuery.OneOutcome refund(RefundRef refund) throws InterruptedException {
    String number = refund.payment().outTradeNo().value();
    String name = refund.outRefundNo();
    invariants.refunding(refund, false);
    Trip trip = trip("refund query", () -> gateway.refund(number, name));
    Map<String, String> sent = new HashMap<>(sent(number));
    sent.remove("out_trade_no");
    sent.put("out_refund_no", name);
    return RefundQuery.verdict(exchange("refund query " + name, trip), sent);
  }

  @Override
  public Reverse.Outcome reverse(PaymentRef payment) throws InterruptedException {
    String number = number(payment);
    invariants.reversing(number);
    long sentAt = world.now();
    gateway.reverseLeaves(number);
    Trip trip = trip("reversal", () -> gateway.reverse(number, sentAt));
    return Reverse.verdict(exchange("reverse " + number, trip), sent(number));
  }

  private Reply queried(String number) throws InterruptedException {
    return exchange("query " + number, trip("query", () -> gateway.query(number)));
  }

  private Reply refundsOf(String number) throws InterruptedException {
    return exchange("refunds " + number, trip("refund query", () -> gateway.refunds(number)));
  }

  private Trip trip(String what, Supplier<String> answer) {
    return new Trip(
        trip(what), answer, trip(what + " answer"), trouble.chance("fault: HTTP 502", 0.03));
  }

  @Override
  public Duration callMax() {
    return Duration.ofMillis(CALL_MAX_MS);
  }

  private static Map<String, String> sent(String number) {
    return Map.of("appid", Terms.APP_ID, "mch_id", Terms.MCH_ID, "out_trade_no", number);
  }

  private record Trip(long there, Supplier<String> answer, long back, boolean badGateway)
      implements Ports.Journey {
    @Override
    public String arrive() {
      return answer.get();
    }
  }

  private Reply exchange(String what, Trip trip) throws InterruptedException {
    long timeout =
        world.chance(0.8) ? READ_TIMEOUT_MS : world.between(READ_TIMEOUT_MS, CALL_MAX_MS);
    String body = ports.exchange(() -> what, trip, timeout);
    Reply reply = read(body, trip.badGateway());
    world.trace(() -> what + " -> " + (body == null ? "no answer" : body));
    return reply;
  }

  private static Reply read(@Nullable String body, boolean badGateway) {
    if (body == null) {
      return new Reply.Broken(Cause.NO_ANSWER, Code.NONE, "no answer in time");
    }
    return badGateway
        ? new Reply.Broken(Cause.HTTP_STATUS, new Code.Other("502"), "Bad Gateway")
        : Reply.read(body, MERCHANT);
  }

  private static String number(PaymentRef payment) {
    return payment.id().outTradeNo().value();
  }
}
