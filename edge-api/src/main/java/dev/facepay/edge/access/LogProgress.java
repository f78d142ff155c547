package dev.facepay.edge.access;

import java.util.function.BooleanSupplier;

/**
 * How far the log has been followed.
 *
 * @param payments and devices: whether all has been seen that was there when this instance began;
 *     no request is let in before
 * @param reports the same of reports, trades and refunds: before that, a device may neither be told
 *     to report what it has reported, nor to forget what it was asked
 * @param registry whether the registry is followed right now: else no key is called unknown
 */
public record LogProgress(
    BooleanSupplier payments, BooleanSupplier reports, BooleanSupplier registry) {}
