/** What the ledger keeps: orders, what happened to them, and the lines that say so. */
@NullMarked
package dev.facepay.simulator.order;

import org.jspecify.annotations.NullMarked;
