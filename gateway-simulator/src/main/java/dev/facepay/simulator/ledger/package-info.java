/** The one truth of the gateway: orders in memory, a journal on disk, written before any answer. */
@NullMarked
package dev.facepay.simulator.ledger;

import org.jspecify.annotations.NullMarked;
