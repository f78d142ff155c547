package dev.facepay.chaos.judge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment that a device asked for, before it first asked.
 *
 * @param course what the gateway is told to do with it, in a word
 */
public record Sent(
    String paymentId,
    String orderNo,
    int attempt,
    long fen,
    String device,
    String store,
    String merchant,
    @Nullable String subMerchant,
    String course,
    Instant at) {}
