package dev.facepay.device.order;

/**
 * The end of an attempt, as it is told to the App.
 *
 * @param maybeSeen true only after a restart, when power went away while it was being told: then
 *     the App may have heard it, and order number and attempt say of what
 */
public record Finished(
    String orderNo, int attempt, long totalFee, Outcome outcome, boolean maybeSeen) {}
