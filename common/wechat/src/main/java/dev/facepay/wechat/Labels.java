package dev.facepay.wechat;

import dev.facepay.wechat.call.AuthinfoOutcome;
import dev.facepay.wechat.call.Cause;
import dev.facepay.wechat.call.MicropayOutcome;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.RefundsOutcome;
import dev.facepay.wechat.call.ReverseOutcome;
import dev.facepay.wechat.verdict.GatewayCode;
import java.util.Locale;
import java.util.Set;

/**
 * An outcome as two labels from bounded sets.
 *
 * @param outcome its class
 * @param code why
 */
record Labels(String outcome, String code) {

  private static final String NONE = "none";
  private static final String OTHER = "other";

  /** The refusals that are ours. */
  private static final Set<String> OWN_CODES =
      Set.of(
          ReverseOutcome.Refused.NO_CERTIFICATE,
          ReverseOutcome.Refused.CERTIFICATE_EXPIRED,
          ReverseOutcome.Refused.BAD_CERTIFICATE,
          MicropayOutcome.Why.UNKNOWN_MERCHANT.name(),
          MicropayOutcome.Why.INVALID_FIELD.name(),
          MicropayOutcome.Why.NO_CONNECTION.name(),
          MicropayOutcome.Why.NO_SLOT.name());

  static Labels of(MicropayOutcome outcome) {
    return switch (outcome) {
      case MicropayOutcome.Paid _ -> new Labels("paid", NONE);
      case MicropayOutcome.Refused refused -> new Labels("refused", listed(refused.code()));
      case MicropayOutcome.Unknown unknown ->
          new Labels("unknown", because(unknown.cause(), unknown.code()));
      case MicropayOutcome.NotSent notSent -> new Labels("not_sent", notSent.why().name());
    };
  }

  static Labels of(QueryOutcome outcome) {
    return switch (outcome) {
      case QueryOutcome.State state ->
          new Labels("state_" + state.state().name().toLowerCase(Locale.ROOT), NONE);
      case QueryOutcome.OtherOrder _ -> new Labels("other_order", NONE);
      case QueryOutcome.NotFound _ -> new Labels("not_found", GatewayCode.ORDERNOTEXIST.name());
      case QueryOutcome.Unclear unclear ->
          new Labels("unclear", because(unclear.cause(), unclear.code()));
    };
  }

  static Labels of(ReverseOutcome outcome) {
    return switch (outcome) {
      case ReverseOutcome.Confirmed _ -> new Labels("confirmed", NONE);
      case ReverseOutcome.CallAgain again -> new Labels("call_again", listed(again.code()));
      case ReverseOutcome.NotNow _ -> new Labels("not_now", GatewayCode.USERPAYING.name());
      case ReverseOutcome.Expired _ -> new Labels("expired", GatewayCode.REVERSE_EXPIRE.name());
      case ReverseOutcome.Refused refused -> new Labels("refused", listed(refused.code()));
      case ReverseOutcome.Unclear unclear ->
          new Labels("unclear", because(unclear.cause(), unclear.code()));
    };
  }

  static Labels of(RefundsOutcome outcome) {
    return switch (outcome) {
      case RefundsOutcome.Refunds _ -> new Labels("refunds", NONE);
      case RefundsOutcome.None _ -> new Labels("none", NONE);
      case RefundsOutcome.Unclear unclear ->
          new Labels("unclear", because(unclear.cause(), unclear.code()));
    };
  }

  static Labels of(AuthinfoOutcome outcome) {
    return switch (outcome) {
      case AuthinfoOutcome.Issued _ -> new Labels("issued", NONE);
      case AuthinfoOutcome.Refused refused -> new Labels("refused", listed(refused.code()));
      case AuthinfoOutcome.Unclear unclear ->
          new Labels("unclear", because(unclear.cause(), unclear.code()));
    };
  }

  private static String because(Cause cause, String code) {
    return switch (cause) {
      case USER_PAYING, SYSTEM_ERROR, BANK_ERROR, ORDER_NUMBER_USED, NOT_SENT -> listed(code);
      case UNLISTED_CODE -> OTHER;
      case HTTP_STATUS -> "HTTP_" + code;
      case CALL_FAILED, NO_ANSWER, THROTTLED, UNREADABLE, BAD_SIGNATURE, MISMATCH -> cause.name();
    };
  }

  private static String listed(String code) {
    if (code.isEmpty()) {
      return NONE;
    }
    return GatewayCode.of(code).isPresent() || OWN_CODES.contains(code) ? code : OTHER;
  }
}
