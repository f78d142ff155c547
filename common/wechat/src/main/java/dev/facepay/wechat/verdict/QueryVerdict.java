package dev.facepay.wechat.verdict;

import dev.facepay.wechat.call.Cause;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.QueryOutcome.NotFound;
import dev.facepay.wechat.call.QueryOutcome.OtherOrder;
import dev.facepay.wechat.call.QueryOutcome.State;
import dev.facepay.wechat.call.QueryOutcome.Unclear;
import dev.facepay.wechat.call.TradeState;
import dev.facepay.wechat.verdict.Reply.Broken;
import dev.facepay.wechat.verdict.Reply.Signed;
import dev.facepay.wechat.wire.SafeText;
import dev.facepay.wechat.wire.WireTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What an answer to {@code orderquery} proves. In doubt: unclear. */
public final class QueryVerdict {

  private QueryVerdict() {}

  /** Of the answer to these fields, for an order of that amount. */
  public static QueryOutcome of(Reply reply, Map<String, String> sent, long expectedFen) {
    return switch (reply) {
      case Broken broken -> new Unclear(broken.cause(), broken.code(), broken.text());
      case Signed signed -> ofSigned(signed, sent, expectedFen);
    };
  }

  private static QueryOutcome ofSigned(Signed reply, Map<String, String> sent, long expectedFen) {
    Optional<String> difference = Echo.difference(reply, sent);
    if (difference.isPresent()) {
      return new Unclear(Cause.MISMATCH, "", Echo.text(difference.get()));
    }
    return switch (reply.get("result_code")) {
      case "SUCCESS" -> state(reply, sent, expectedFen);
      case "FAIL" -> failed(reply);
      default -> unreadable("result_code");
    };
  }

  private static QueryOutcome state(Signed reply, Map<String, String> sent, long expectedFen) {
    String wire = reply.get("trade_state");
    if (wire.isEmpty()) {
      return unreadable("trade_state");
    }
    Optional<TradeState> state =
        Arrays.stream(TradeState.values()).filter(s -> s.name().equals(wire)).findFirst();
    String text = SafeText.line(reply.get("trade_state_desc"));
    if (state.isEmpty()) {
      return new Unclear(Cause.UNLISTED_CODE, SafeText.code(wire), text);
    }
    Long totalFen = Fen.read(reply.get("total_fee"));
    if (totalFen != null && totalFen != expectedFen) {
      return namesTheOrder(reply, sent)
          ? new OtherOrder(state.get(), totalFen)
          : new Unclear(Cause.MISMATCH, "", Echo.text("total_fee"));
    }
    String transactionId = reply.get("transaction_id");
    Optional<Instant> timeEnd = WireTime.read(reply.get("time_end"));
    if (state.get() == TradeState.SUCCESS) {
      Optional<Unclear> doubt = doubt(reply, sent, totalFen != null, timeEnd.isPresent());
      if (doubt.isPresent()) {
        return doubt.get();
      }
    }
    return new State(
        state.get(),
        transactionId.isEmpty() ? null : transactionId,
        timeEnd.orElse(null),
        totalFen,
        text);
  }

  /** "Paid" is believed only when all of it is there. */
  private static Optional<Unclear> doubt(
      Signed reply, Map<String, String> sent, boolean hasAmount, boolean hasTime) {
    if (!hasAmount) {
      return Optional.of(unreadable("total_fee"));
    }
    if (!namesTheOrder(reply, sent)) {
      return Optional.of(unreadable("the order's number"));
    }
    if (reply.get("transaction_id").isEmpty()) {
      return Optional.of(unreadable("transaction_id"));
    }
    return hasTime ? Optional.empty() : Optional.of(unreadable("time_end"));
  }

  /** An answer that leaves the number out could be about any order. */
  private static boolean namesTheOrder(Signed reply, Map<String, String> sent) {
    return sent.keySet().stream()
        .filter(name -> name.equals("out_trade_no") || name.equals("transaction_id"))
        .noneMatch(name -> reply.get(name).isEmpty());
  }

  private static QueryOutcome failed(Signed reply) {
    String code = reply.code();
    return switch (GatewayCode.query(code)) {
      case NOT_FOUND -> new NotFound();
      case SYSTEM_ERROR -> new Unclear(Cause.SYSTEM_ERROR, code, reply.text());
      case UNLISTED -> new Unclear(Cause.UNLISTED_CODE, code, reply.text());
    };
  }

  private static Unclear unreadable(String field) {
    return new Unclear(Cause.UNREADABLE, "", field + " is missing or unreadable");
  }
}
