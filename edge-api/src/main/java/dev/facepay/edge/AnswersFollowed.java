package dev.facepay.edge;

import java.util.function.BooleanSupplier;

/**
 * Whether all that was in the log when this instance began has been seen.
 *
 * @param payments and devices: nobody comes in before
 * @param reports on trades: before that, nothing is said of them
 */
record AnswersFollowed(BooleanSupplier payments, BooleanSupplier reports) {}
