package dev.facepay.wechat;

import java.util.Locale;

/**
 * An outcome as two labels from bounded sets.
 *
 * @param outcome its class
 * @param code why
 */
record Labels(String outcome, String code) {

  private static final String NONE = "none";
  private static final String OTHER = "other";

  static Labels of(Micropay.Outcome outcome) {
    return switch (outcome) {
      case Micropay.Paid _ -> new Labels("paid", NONE);
      case Micropay.Refused refused -> new Labels("refused", code(refused.code()));
      case Micropay.Unknown unknown ->
          new Labels("unknown", because(unknown.cause(), unknown.code()));
      case Micropay.NotSent notSent -> new Labels("not_sent", code(notSent.obstacle()));
    };
  }

  static Labels of(OrderQuery.Outcome outcome) {
    return switch (outcome) {
      case OrderQuery.State state ->
          new Labels("state_" + state.state().name().toLowerCase(Locale.ROOT), NONE);
      case OrderQuery.OtherOrder _ -> new Labels("other_order", NONE);
      case OrderQuery.NotFound _ -> new Labels("not_found", code(GatewayCode.ORDERNOTEXIST));
      case Unclear unclear -> unclear(unclear);
    };
  }

  static Labels of(Reverse.Outcome outcome) {
    return switch (outcome) {
      case Reverse.Confirmed _ -> new Labels("confirmed", NONE);
      case Reverse.CallAgain again -> new Labels("call_again", code(again.code()));
      case Reverse.NotNow _ -> new Labels("not_now", code(GatewayCode.USERPAYING));
      case Reverse.Expired _ -> new Labels("expired", code(GatewayCode.REVERSE_EXPIRE));
      case Reverse.Refused refused -> new Labels("refused", code(refused.code()));
      case Unclear unclear -> unclear(unclear);
    };
  }

  static Labels of(Refund.Outcome outcome) {
    return switch (outcome) {
      case Refund.Accepted _ -> new Labels("accepted", NONE);
      case Refund.NotNow notNow -> new Labels("not_now", code(notNow.code()));
      case Refund.OtherAccount _ -> new Labels("other_account", code(GatewayCode.NOTENOUGH));
      case Refund.Setup setup -> new Labels("setup", code(setup.code()));
      case Refund.Failed failed -> new Labels("failed", code(failed.code()));
      case Unclear unclear -> unclear(unclear);
    };
  }

  static Labels of(RefundQuery.OneOutcome outcome) {
    return switch (outcome) {
      case RefundQuery.One one -> new Labels("one_" + one.status().label(), NONE);
      case RefundQuery.None _ -> new Labels("none", NONE);
      case Unclear unclear -> unclear(unclear);
    };
  }

  static Labels of(RefundQuery.Outcome outcome) {
    return switch (outcome) {
      case RefundQuery.Refunds _ -> new Labels("refunds", NONE);
      case RefundQuery.None _ -> new Labels("none", NONE);
      case Unclear unclear -> unclear(unclear);
    };
  }

  static Labels of(DownloadBill.Outcome outcome) {
    return switch (outcome) {
      case DownloadBill.Taken _ -> new Labels("taken", NONE);
      case DownloadBill.NoBill _ -> new Labels("no_bill", NONE);
      case DownloadBill.NotYet _ -> new Labels("not_yet", NONE);
      case DownloadBill.Refused refused -> new Labels("refused", code(refused.code()));
      case Unclear unclear -> unclear(unclear);
    };
  }

  static Labels of(Authinfo.Outcome outcome) {
    return switch (outcome) {
      case Authinfo.Issued _ -> new Labels("issued", NONE);
      case Authinfo.Refused refused -> new Labels("refused", code(refused.code()));
      case Unclear unclear -> unclear(unclear);
    };
  }

  private static Labels unclear(Unclear unclear) {
    return new Labels("unclear", because(unclear.cause(), unclear.code()));
  }

  private static String because(Cause cause, Code code) {
    return switch (cause) {
      case USER_PAYING, SYSTEM_ERROR, BANK_ERROR, ORDER_NUMBER_USED, NOT_SENT -> code(code);
      case UNLISTED_CODE -> OTHER;
      case HTTP_STATUS -> "HTTP_" + code.text();
      case CALL_FAILED, NO_ANSWER, THROTTLED, UNREADABLE, BAD_SIGNATURE, MISMATCH -> cause.name();
    };
  }

  private static String code(Code code) {
    return switch (code) {
      case GatewayCode listed -> listed.name();
      case Code.Obstacle obstacle -> obstacle.name();
      case Code.Other other -> other.text().isEmpty() ? NONE : OTHER;
    };
  }
}
