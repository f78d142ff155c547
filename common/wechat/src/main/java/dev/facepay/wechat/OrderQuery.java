package dev.facepay.wechat;

import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaymentRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code orderquery} (spec section 6): the state of an order. */
public final class OrderQuery {

  private OrderQuery() {}

  /**
   * Ask for an order. One of {@code outTradeNo} and {@code transactionId} is needed; the latter is
   * preferred where both are given.
   *
   * @param expectedFen the order's amount: an order found paid with another one is no proof
   */
  public record Request(
      String mchId,
      @Nullable String subMchId,
      @Nullable String outTradeNo,
      @Nullable String transactionId,
      long expectedFen) {

    /** Ask by our own number. */
    static Request byOutTradeNo(
        String mchId, @Nullable String subMchId, String outTradeNo, long expectedFen) {
      return new Request(mchId, subMchId, outTradeNo, null, expectedFen);
    }

    Request by(@Nullable String number) {
      return new Request(mchId, subMchId, outTradeNo, number, expectedFen);
    }

    static Request of(PaymentRef payment) {
      return byOutTradeNo(
          payment.id().merchant().value(),
          OrderQuery.subMchId(payment),
          payment.id().outTradeNo().value(),
          payment.amount().fen());
    }
  }

  static @Nullable String subMchId(PaymentRef payment) {
    return payment.subMerchant() == null ? null : payment.subMerchant().value();
  }

  /** The states of an order, named as on the wire. */
  public enum TradeState {
    SUCCESS,
    REFUND,
    NOTPAY,
    CLOSED,
    REVOKED,
    USERPAYING,
    PAYERROR
  }

  /** What one call proved. */
  public sealed interface Outcome permits State, OtherOrder, NotFound, Unclear {}

  /**
   * Signed, and about this very order.
   *
   * @param transactionId WeChat's number; there when the state is SUCCESS
   * @param timeEnd there when the state is SUCCESS
   * @param totalFeeFen in fen; there, and as expected, when the state is SUCCESS
   * @param text WeChat's description of the state, may be empty
   * @param details what else is said of the money; there when the state is SUCCESS
   */
  public record State(
      TradeState state,
      @Nullable String transactionId,
      @Nullable Instant timeEnd,
      @Nullable Long totalFeeFen,
      String text,
      PaidDetails details,
      Micropay.Buyer buyer)
      implements Outcome {

    /** How far the gateway's clock and ours may be apart before a time is proof. */
    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(5);

    /** Of an answer that says no more than the state needs. */
    public State(
        TradeState state,
        @Nullable String transactionId,
        @Nullable Instant timeEnd,
        @Nullable Long totalFeeFen,
        String text) {
      this(
          state,
          transactionId,
          timeEnd,
          totalFeeFen,
          text,
          PaidDetails.NONE,
          Micropay.Buyer.UNKNOWN);
    }

    /**
     * Paid longer before the pay call than clocks can explain: another system's order of the same
     * number, since nothing of ours can have been paid by then.
     *
     * @param requestedAt when the device asked for it
     * @param sentAt when the pay call left at the latest: a process that stood still meanwhile
     *     wrote down a later time than that of the call
     */
    public boolean isPaidBefore(Instant requestedAt, Instant sentAt) {
      Instant from = requestedAt.isBefore(sentAt) ? requestedAt : sentAt;
      return state == TradeState.SUCCESS
          && timeEnd != null
          && timeEnd.isBefore(from.minus(CLOCKS_DIFFER_MAX));
    }
  }

  /** Signed: the order of this number has another amount, so it is another system's. */
  public record OtherOrder(TradeState state, long totalFeeFen) implements Outcome {}

  /** Signed: WeChat does not know the order at this moment. Not proof of "not charged". */
  public record NotFound() implements Outcome {}

  static Message fields(Request request, Merchant merchant) {
    Message.Draft draft =
        Message.Draft.of(merchant, request.subMchId())
            .order(request.transactionId(), request.outTradeNo());
    if (request.expectedFen() <= 0) {
      draft.required(Field.TOTAL_FEE, Long.toString(request.expectedFen()));
    }
    return draft.finish();
  }

  /** What an answer to these fields proves of an order of that amount. In doubt: unclear. */
  public static Outcome verdict(Reply reply, Map<String, String> sent, long expectedFen) {
    return switch (reply) {
      case Reply.NotSent notSent -> Unclear.of(notSent);
      case Reply.Broken broken -> Unclear.of(broken);
      case Reply.Signed signed -> ofSigned(signed, sent, expectedFen);
    };
  }

  private static Outcome ofSigned(Reply.Signed reply, Map<String, String> sent, long expectedFen) {
    Optional<Unclear> mismatch = Unclear.mismatch(reply, sent);
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    return switch (reply.get("result_code")) {
      case "SUCCESS" -> state(reply, sent, expectedFen);
      case "FAIL" -> failed(reply);
      default -> Unclear.unreadable("result_code");
    };
  }

  private static Outcome state(Reply.Signed reply, Map<String, String> sent, long expectedFen) {
    String wire = reply.get("trade_state");
    if (wire.isEmpty()) {
      return Unclear.unreadable("trade_state");
    }
    Optional<TradeState> state =
        Arrays.stream(TradeState.values()).filter(s -> s.name().equals(wire)).findFirst();
    String text = SafeText.line(reply.get("trade_state_desc"));
    if (state.isEmpty()) {
      return new Unclear(Cause.UNLISTED_CODE, Code.read(SafeText.code(wire)), text);
    }
    Long totalFen = reply.fen("total_fee");
    if (totalFen != null && totalFen != expectedFen) {
      return reply.namesTheOrder(sent)
          ? new OtherOrder(state.get(), totalFen)
          : Unclear.mismatch("total_fee");
    }
    String transactionId = reply.get("transaction_id");
    Optional<Instant> timeEnd = WireTime.read(reply.get("time_end"));
    if (state.get() == TradeState.SUCCESS) {
      Optional<String> hole = hole(reply, sent, totalFen != null, timeEnd.isPresent());
      if (hole.isPresent()) {
        return Unclear.unreadable(hole.get());
      }
    }
    boolean paid = state.get() == TradeState.SUCCESS;
    return new State(
        state.get(),
        transactionId.isEmpty() ? null : transactionId,
        timeEnd.orElse(null),
        totalFen,
        text,
        paid ? PaidAnswer.details(reply, expectedFen) : PaidDetails.NONE,
        paid ? PaidAnswer.buyer(reply) : Micropay.Buyer.UNKNOWN);
  }

  /** "Paid" is believed only when all of it is there. */
  private static Optional<String> hole(
      Reply.Signed reply, Map<String, String> sent, boolean hasAmount, boolean hasTime) {
    if (!hasAmount) {
      return Optional.of("total_fee");
    }
    if (!reply.namesTheOrder(sent)) {
      return Optional.of("the order's number");
    }
    if (reply.get("transaction_id").isEmpty()) {
      return Optional.of("transaction_id");
    }
    return hasTime ? Optional.empty() : Optional.of("time_end");
  }

  private static Outcome failed(Reply.Signed reply) {
    if (!(reply.code() instanceof GatewayCode code)) {
      return Unclear.of(Cause.UNLISTED_CODE, reply);
    }
    return switch (code.query()) {
      case NOT_FOUND -> new NotFound();
      case SYSTEM_ERROR -> Unclear.of(Cause.SYSTEM_ERROR, reply);
      case UNLISTED -> Unclear.of(Cause.UNLISTED_CODE, reply);
    };
  }
}
