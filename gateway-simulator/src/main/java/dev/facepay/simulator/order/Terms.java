package dev.facepay.simulator.order;

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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Terms(
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
    Instant revokeAt) {}
