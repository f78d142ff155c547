package dev.facepay.wechat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code refundquery} (spec section 11): what of an order went back, or what became of one refund.
 */
public final class RefundQuery {

  /** As many refunds as one answer has. */
  static final int PAGE = 10;

  /** Pages of refunds that one order can have: 50 of them (spec section 10). */
  public static final int PAGES_MAX = 5;

  private RefundQuery() {}

  /** What the refunds of one order come to. */
  public sealed interface Outcome permits Refunds, None, Unclear {}

  /**
   * Signed, and about this very order.
   *
   * @param returnedFen what has arrived, in fen
   * @param onTheWayFen what was accepted and neither arrived nor failed, in fen
   * @param numbers of these, what each comes to, in fen: by the merchant's number, or WeChat's own
   *     where the merchant gave none
   */
  public record Refunds(long returnedFen, long onTheWayFen, Map<String, Long> numbers)
      implements Outcome {

    public Refunds {
      numbers = Map.copyOf(numbers);
    }

    Refunds plus(Refunds other) {
      Map<String, Long> both = new HashMap<>(numbers);
      both.putAll(other.numbers);
      return new Refunds(returnedFen + other.returnedFen, onTheWayFen + other.onTheWayFen, both);
    }
  }

  /** Signed: no refund of this order was ever accepted. */
  public record None() implements Outcome, OneOutcome {}

  /** What became of one refund. */
  public sealed interface OneOutcome permits One, None, Unclear {}

  /** The states of a refund (spec section 11). */
  public enum Status {
    SUCCESS,
    PROCESSING,
    CHANGE,
    /** {@code FAIL} is its older name. */
    REFUNDCLOSE,
    /** Of tomorrow: not arrived, and it may. */
    OTHER;

    static Status read(String wire) {
      return switch (wire) {
        case "FAIL" -> REFUNDCLOSE;
        case "SUCCESS", "PROCESSING", "CHANGE", "REFUNDCLOSE" -> valueOf(wire);
        default -> OTHER;
      };
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Signed, and about the refund of this number.
   *
   * @param refundId WeChat's number
   * @param fen its amount: another than ours, where somebody else used the number
   * @param account WeChat's words for where it goes, may be empty
   * @param succeededAt there with SUCCESS, if WeChat says it
   */
  public record One(
      Status status,
      String refundId,
      long fen,
      Refund.Amounts amounts,
      String account,
      @Nullable Instant succeededAt)
      implements OneOutcome {}

  /**
   * One page of an order's refunds.
   *
   * @param more whether there may be others behind it
   */
  public record Page(Outcome outcome, boolean more) {}

  static Message fields(OrderQuery.Request request, int offset, Merchant merchant) {
    Message.Draft draft =
        Message.Draft.of(merchant, request.subMchId())
            .order(request.transactionId(), request.outTradeNo());
    if (offset > 0) {
      draft.required(Field.OFFSET, Integer.toString(offset));
    }
    return draft.finish();
  }

  static Message fields(@Nullable String subMchId, String outRefundNo, Merchant merchant) {
    return Message.Draft.of(merchant, subMchId).required(Field.OUT_REFUND_NO, outRefundNo).finish();
  }

  /** What an answer to a question for one refund's number proves. In doubt: unclear. */
  public static OneOutcome verdict(Reply reply, Map<String, String> sent) {
    return switch (reply) {
      case Reply.NotSent notSent -> Unclear.of(notSent);
      case Reply.Broken broken -> Unclear.of(broken);
      case Reply.Signed signed ->
          switch (signed.get("result_code")) {
            case "SUCCESS" ->
                Unclear.mismatch(signed, sent)
                    .<OneOutcome>map(it -> it)
                    .orElseGet(() -> one(signed, sent));
            case "FAIL" -> oneFailed(signed);
            default -> Unclear.unreadable("result_code");
          };
    };
  }

  private static OneOutcome oneFailed(Reply.Signed reply) {
    // Sandboxes say the second.
    return switch (reply.code()) {
      case GatewayCode.REFUNDNOTEXIST, GatewayCode.ORDERNOTEXIST -> new None();
      case GatewayCode.SYSTEMERROR, GatewayCode.FREQUENCY_LIMITED ->
          Unclear.of(Cause.SYSTEM_ERROR, reply);
      case Code any -> Unclear.of(Cause.UNLISTED_CODE, reply);
    };
  }

  /** The answer has the one refund that was asked for; sums over all are not read as its own. */
  private static OneOutcome one(Reply.Signed reply, Map<String, String> sent) {
    if (!reply.get("out_refund_no_0").equals(sent.get("out_refund_no"))) {
      return Unclear.mismatch("out_refund_no_0");
    }
    Long fen = reply.fen("refund_fee_0");
    String refundId = reply.get("refund_id_0");
    String status = reply.get("refund_status_0");
    if (fen == null || refundId.isEmpty() || status.isEmpty()) {
      return Unclear.unreadable("the refund");
    }
    Long coupon = reply.fen("coupon_refund_fee_0");
    Refund.Amounts amounts =
        new Refund.Amounts(
            reply.fen("settlement_refund_fee_0"),
            coupon == null || coupon > fen ? null : Long.valueOf(fen - coupon),
            coupon);
    return new One(
        Status.read(status),
        refundId,
        fen,
        amounts,
        SafeText.line(reply.get("refund_recv_accout_0")),
        WireTime.readSpaced(reply.get("refund_success_time_0")).orElse(null));
  }

  /**
   * What an answer to these fields proves of an order of that amount. In doubt: unclear.
   *
   * @param offset how many refunds stood on the pages before
   */
  public static Page verdict(Reply reply, Map<String, String> sent, long expectedFen, int offset) {
    return switch (reply) {
      case Reply.NotSent notSent -> last(Unclear.of(notSent));
      case Reply.Broken broken -> last(Unclear.of(broken));
      case Reply.Signed signed -> ofSigned(signed, sent, expectedFen, offset);
    };
  }

  private static Page ofSigned(
      Reply.Signed reply, Map<String, String> sent, long expectedFen, int offset) {
    Optional<Unclear> mismatch = Unclear.mismatch(reply, sent);
    if (mismatch.isPresent()) {
      return last(mismatch.get());
    }
    return switch (reply.get("result_code")) {
      case "SUCCESS" -> refunds(reply, expectedFen, offset);
      case "FAIL" -> last(failed(reply));
      default -> last(Unclear.unreadable("result_code"));
    };
  }

  private static Outcome failed(Reply.Signed reply) {
    return switch (reply.code()) {
      case GatewayCode.REFUNDNOTEXIST -> new None();
      case GatewayCode.SYSTEMERROR -> Unclear.of(Cause.SYSTEM_ERROR, reply);
      case Code any -> Unclear.of(Cause.UNLISTED_CODE, reply);
    };
  }

  private static Page refunds(Reply.Signed reply, long expectedFen, int offset) {
    Long total = reply.fen("total_fee");
    if (total != null && total != expectedFen) {
      return last(Unclear.mismatch("total_fee"));
    }
    Long count = reply.fen("refund_count");
    if (count == null || count > PAGE) {
      return last(Unclear.unreadable("refund_count"));
    }
    long returned = 0;
    long onTheWay = 0;
    Map<String, Long> numbers = new HashMap<>();
    for (int n = 0; n < count; n++) {
      Long fen = reply.fen("refund_fee_" + n);
      String status = reply.get("refund_status_" + n);
      if (fen == null || status.isEmpty()) {
        return last(Unclear.unreadable("refund " + n));
      }
      if (Status.read(status) == Status.REFUNDCLOSE) {
        continue;
      }
      String number = reply.get("out_refund_no_" + n);
      numbers.put(number.isEmpty() ? reply.get("refund_id_" + n) : number, fen);
      // PROCESSING, CHANGE, and what nobody knows yet: not arrived, and it may.
      if (Status.read(status) == Status.SUCCESS) {
        returned += fen;
      } else {
        onTheWay += fen;
      }
    }
    Long all = reply.fen("total_refund_count");
    boolean more = all == null ? count == PAGE : all > offset + count;
    return new Page(new Refunds(returned, onTheWay, numbers), more && count > 0);
  }

  private static Page last(Outcome outcome) {
    return new Page(outcome, false);
  }
}
