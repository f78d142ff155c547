package dev.facepay.wechat.verdict;

import dev.facepay.wechat.call.Cause;
import dev.facepay.wechat.call.ReverseOutcome;
import dev.facepay.wechat.call.ReverseOutcome.CallAgain;
import dev.facepay.wechat.call.ReverseOutcome.Confirmed;
import dev.facepay.wechat.call.ReverseOutcome.Expired;
import dev.facepay.wechat.call.ReverseOutcome.NotNow;
import dev.facepay.wechat.call.ReverseOutcome.Refused;
import dev.facepay.wechat.call.ReverseOutcome.Unclear;
import dev.facepay.wechat.verdict.Reply.Broken;
import dev.facepay.wechat.verdict.Reply.Signed;
import java.util.Map;
import java.util.Optional;

/** What an answer to {@code reverse} proves. In doubt: unclear. */
public final class ReverseVerdict {

  private ReverseVerdict() {}

  /** Of the answer to these fields. */
  public static ReverseOutcome of(Reply reply, Map<String, String> sent) {
    return switch (reply) {
      case Broken broken -> new Unclear(broken.cause(), broken.code(), broken.text());
      case Signed signed -> ofSigned(signed, sent);
    };
  }

  private static ReverseOutcome ofSigned(Signed reply, Map<String, String> sent) {
    Optional<String> difference = Echo.difference(reply, sent);
    if (difference.isPresent()) {
      return new Unclear(Cause.MISMATCH, "", Echo.text(difference.get()));
    }
    // An answer to reverse has neither: a recorded answer to another call must not confirm this.
    for (String foreign : new String[] {"trade_type", "trade_state"}) {
      if (!reply.get(foreign).isEmpty()) {
        return new Unclear(Cause.MISMATCH, "", foreign + " belongs to another call");
      }
    }
    boolean again = reply.get("recall").equals("Y");
    return switch (reply.get("result_code")) {
      case "SUCCESS" -> again ? new CallAgain("", reply.text()) : confirmed(reply);
      case "FAIL" -> failed(reply, again);
      default -> unreadable("result_code");
    };
  }

  private static ReverseOutcome confirmed(Signed reply) {
    return reply.agrees("recall", "N") ? new Confirmed() : unreadable("recall");
  }

  /** What needs time or a person wins over {@code recall=Y}: calling at once would not help. */
  private static ReverseOutcome failed(Signed reply, boolean again) {
    String code = reply.code();
    return switch (GatewayCode.reverse(code)) {
      case NOT_NOW -> new NotNow();
      case EXPIRED -> new Expired();
      case REFUSED -> new Refused(code, reply.text());
      case SYSTEM_ERROR -> openOr(again, Cause.SYSTEM_ERROR, reply);
      case UNLISTED -> openOr(again, Cause.UNLISTED_CODE, reply);
    };
  }

  private static ReverseOutcome openOr(boolean again, Cause cause, Signed reply) {
    return again
        ? new CallAgain(reply.code(), reply.text())
        : new Unclear(cause, reply.code(), reply.text());
  }

  private static Unclear unreadable(String field) {
    return new Unclear(Cause.UNREADABLE, "", field + " is missing or unreadable");
  }
}
