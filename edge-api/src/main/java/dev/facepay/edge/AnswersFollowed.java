package dev.facepay.edge;

import java.util.function.BooleanSupplier;

/**
 * How far the log has been followed.
 *
 * @param payments and devices: whether all has been seen that was there when this instance began;
 *     nobody comes in before
 * @param reports the same of reports and trades: before that, nothing is said of them
 * @param registry whether the registry is followed right now: else nobody is called a stranger
 */
record AnswersFollowed(
    BooleanSupplier payments, BooleanSupplier reports, BooleanSupplier registry) {}
