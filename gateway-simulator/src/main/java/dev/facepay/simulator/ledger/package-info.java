/** The one truth of the gateway: what it decides about orders, its journal and its store. */
@NullMarked
package dev.facepay.simulator.ledger;

import org.jspecify.annotations.NullMarked;
