package dev.facepay.wechat.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one {@code micropay} call proved. */
public sealed interface MicropayOutcome {

  /**
   * Signed, and about this very payment: the money moved.
   *
   * @param timeEnd when the buyer paid
   * @param totalFeeFen what was asked for, in fen
   * @param openid the buyer; never printed
   * @param cashFeeFen what the buyer paid himself, in fen
   */
  record Paid(
      String transactionId,
      Instant timeEnd,
      long totalFeeFen,
      @Nullable String openid,
      @Nullable String bankType,
      @Nullable Long cashFeeFen)
      implements MicropayOutcome {

    /** Without the buyer. */
    @Override
    public String toString() {
      return "Paid[transactionId=%s, timeEnd=%s, totalFeeFen=%d]"
          .formatted(transactionId, timeEnd, totalFeeFen);
    }
  }

  /** Signed, with a code that the specification calls a definite failure: no money moved. */
  record Refused(String code, String text) implements MicropayOutcome {}

  /**
   * Money may have moved: query.
   *
   * @param code WeChat's code or the HTTP status, else empty
   */
  record Unknown(Cause cause, String code, String text) implements MicropayOutcome {}

  /** No byte of the request left this machine: no money moved. */
  record NotSent(Why why, String text) implements MicropayOutcome {}

  /** Why nothing was sent. */
  enum Why {
    /** No domain could be connected to. */
    NO_CONNECTION,
    /** The wait for the merchant's quota, a connection or a handshake was over. */
    NO_SLOT,
    /** A field breaks a rule; the text begins with its wire name. */
    INVALID_FIELD,
    /** The order's own end is too near by now. */
    EXPIRES_TOO_SOON,
    /** This process has no key of that merchant. */
    UNKNOWN_MERCHANT
  }
}
