package dev.facepay.wechat.verdict;

import dev.facepay.wechat.call.Cause;
import dev.facepay.wechat.call.MicropayOutcome;
import dev.facepay.wechat.call.MicropayOutcome.Paid;
import dev.facepay.wechat.call.MicropayOutcome.Refused;
import dev.facepay.wechat.call.MicropayOutcome.Unknown;
import dev.facepay.wechat.verdict.Reply.Broken;
import dev.facepay.wechat.verdict.Reply.Signed;
import dev.facepay.wechat.wire.WireTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an answer to {@code micropay} proves. In doubt: unknown. */
public final class MicropayVerdict {

  private MicropayVerdict() {}

  /** Of the answer to these fields. */
  public static MicropayOutcome of(Reply reply, Map<String, String> sent) {
    return switch (reply) {
      case Broken broken -> new Unknown(broken.cause(), broken.code(), broken.text());
      case Signed signed -> ofSigned(signed, sent);
    };
  }

  private static MicropayOutcome ofSigned(Signed reply, Map<String, String> sent) {
    Optional<String> difference = Echo.difference(reply, sent);
    if (difference.isPresent()) {
      return mismatch(difference.get());
    }
    return switch (reply.get("result_code")) {
      case "SUCCESS" -> paid(reply, sent);
      case "FAIL" -> failed(reply);
      default -> unreadable("result_code");
    };
  }

  private static MicropayOutcome paid(Signed reply, Map<String, String> sent) {
    for (String name : new String[] {"out_trade_no", "total_fee"}) {
      if (!reply.get(name).equals(sent.get(name))) {
        return mismatch(name);
      }
    }
    if (!reply.agrees("fee_type", sent.getOrDefault("fee_type", ""))) {
      return mismatch("fee_type");
    }
    // Only a query's answer has it: a recorded one of a refunded order must not pass for this one.
    if (!reply.agrees("trade_state", "SUCCESS")) {
      return mismatch("trade_state");
    }
    String transactionId = reply.get("transaction_id");
    if (transactionId.isEmpty()) {
      return unreadable("transaction_id");
    }
    Optional<Instant> timeEnd = WireTime.read(reply.get("time_end"));
    if (timeEnd.isEmpty()) {
      return unreadable("time_end");
    }
    return new Paid(
        transactionId,
        timeEnd.get(),
        Long.parseLong(reply.get("total_fee")),
        orNull(reply.get("openid")),
        orNull(reply.get("bank_type")),
        Fen.read(reply.get("cash_fee")));
  }

  private static MicropayOutcome failed(Signed reply) {
    String code = reply.code();
    return switch (GatewayCode.pay(code)) {
      case FAILED -> new Refused(code, reply.text());
      case USER_PAYING -> new Unknown(Cause.USER_PAYING, code, reply.text());
      case SYSTEM_ERROR -> new Unknown(Cause.SYSTEM_ERROR, code, reply.text());
      case BANK_ERROR -> new Unknown(Cause.BANK_ERROR, code, reply.text());
      case NUMBER_USED -> new Unknown(Cause.ORDER_NUMBER_USED, code, reply.text());
      case UNLISTED -> new Unknown(Cause.UNLISTED_CODE, code, reply.text());
    };
  }

  private static Unknown mismatch(String field) {
    return new Unknown(Cause.MISMATCH, "", Echo.text(field));
  }

  private static Unknown unreadable(String field) {
    return new Unknown(Cause.UNREADABLE, "", field + " is missing or unreadable");
  }

  private static @Nullable String orNull(String value) {
    return value.isEmpty() ? null : value;
  }
}
