package dev.facepay.wechat.verdict;

import dev.facepay.wechat.call.Cause;
import dev.facepay.wechat.call.RefundsOutcome;
import dev.facepay.wechat.call.RefundsOutcome.None;
import dev.facepay.wechat.call.RefundsOutcome.Refunds;
import dev.facepay.wechat.call.RefundsOutcome.Unclear;
import dev.facepay.wechat.verdict.Reply.Broken;
import dev.facepay.wechat.verdict.Reply.Signed;
import java.util.Map;
import java.util.Optional;

/** What an answer to {@code refundquery} proves. In doubt: unclear. */
public final class RefundsVerdict {

  /** As many refunds as one answer has (spec section 11). */
  public static final int PAGE = 10;

  private RefundsVerdict() {}

  /**
   * One page of an order's refunds.
   *
   * @param more whether there may be others behind it
   */
  public record Page(RefundsOutcome outcome, boolean more) {}

  /**
   * Of the answer to these fields, for an order of that amount.
   *
   * @param offset how many refunds stood on the pages before
   */
  public static Page of(Reply reply, Map<String, String> sent, long expectedFen, int offset) {
    return switch (reply) {
      case Broken broken -> last(new Unclear(broken.cause(), broken.code(), broken.text()));
      case Signed signed -> ofSigned(signed, sent, expectedFen, offset);
    };
  }

  private static Page ofSigned(
      Signed reply, Map<String, String> sent, long expectedFen, int offset) {
    Optional<String> difference = Echo.difference(reply, sent);
    if (difference.isPresent()) {
      return last(new Unclear(Cause.MISMATCH, "", Echo.text(difference.get())));
    }
    return switch (reply.get("result_code")) {
      case "SUCCESS" -> refunds(reply, expectedFen, offset);
      case "FAIL" -> last(failed(reply));
      default -> last(unreadable("result_code"));
    };
  }

  private static RefundsOutcome failed(Signed reply) {
    return switch (reply.code()) {
      case "REFUNDNOTEXIST" -> new None();
      case "SYSTEMERROR" -> new Unclear(Cause.SYSTEM_ERROR, reply.code(), reply.text());
      default -> new Unclear(Cause.UNLISTED_CODE, reply.code(), reply.text());
    };
  }

  private static Page refunds(Signed reply, long expectedFen, int offset) {
    Long total = Fen.read(reply.get("total_fee"));
    if (total != null && total != expectedFen) {
      return last(new Unclear(Cause.MISMATCH, "", Echo.text("total_fee")));
    }
    Long count = Fen.read(reply.get("refund_count"));
    if (count == null || count > PAGE) {
      return last(unreadable("refund_count"));
    }
    long returned = 0;
    long onTheWay = 0;
    for (int n = 0; n < count; n++) {
      Long fen = Fen.read(reply.get("refund_fee_" + n));
      String status = reply.get("refund_status_" + n);
      if (fen == null || status.isEmpty()) {
        return last(unreadable("refund " + n));
      }
      switch (status) {
        case "SUCCESS" -> returned += fen;
        case "REFUNDCLOSE", "FAIL" -> {}
        // PROCESSING, CHANGE, and what nobody knows yet: not arrived, and it may.
        default -> onTheWay += fen;
      }
    }
    Long all = Fen.read(reply.get("total_refund_count"));
    boolean more = all == null ? count == PAGE : all > offset + count;
    return new Page(new Refunds(returned, onTheWay), more && count > 0);
  }

  private static Page last(RefundsOutcome outcome) {
    return new Page(outcome, false);
  }

  private static Unclear unreadable(String field) {
    return new Unclear(Cause.UNREADABLE, "", field + " is missing or unreadable");
  }
}
