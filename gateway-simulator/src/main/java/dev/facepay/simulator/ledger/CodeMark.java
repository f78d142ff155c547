package dev.facepay.simulator.ledger;

import dev.facepay.simulator.order.OrderKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a payment code.
 *
 * @param issuedAt when it was given out, or first shown
 * @param usedBy the order that was opened with it
 */
record CodeMark(Instant issuedAt, @Nullable OrderKey usedBy) {}
