package dev.facepay.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one accepted payment call fixed: whose order, how much, and what will become of it.
 *
 * @param content fingerprint of amount, body and payee; equal content is a repeat
 * @param codeHash keyed hash of the payment code, never the code
 * @param hidden whether queries must not see the order before its charge lands
 * @param payAt when the buyer pays, if he does
 * @param refuseAt when the payment is refused, if it is
 * @param revokeAt when the gateway gives up on an unpaid order
 * @param coupons what the buyer's coupons pay of it; null: he has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Terms(
    String appId,
    @Nullable String subMchId,
    @Nullable String subAppId,
    long fen,
    @Nullable String deviceInfo,
    @Nullable String attach,
    String content,
    String codeHash,
    boolean hidden,
    @Nullable Instant payAt,
    @Nullable Instant refuseAt,
    Instant revokeAt,
    @Nullable Coupons coupons) {

  /** The content of an order that another system made. */
  private static final String OTHERS = "others";

  /** What another system agreed on, whatever that was. */
  static Terms others(@Nullable String subMchId, long fen, Instant at) {
    return new Terms(
        OTHERS, subMchId, null, fen, null, null, OTHERS, OTHERS, false, null, null, at, null);
  }

  Terms with(@Nullable Coupons given) {
    return new Terms(
        appId,
        subMchId,
        subAppId,
        fen,
        deviceInfo,
        attach,
        content,
        codeHash,
        hidden,
        payAt,
        refuseAt,
        revokeAt,
        given);
  }

  /** Whether another system made the order. */
  @JsonIgnore
  boolean isOthers() {
    return content.equals(OTHERS);
  }
}
