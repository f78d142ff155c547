/** WeChat's side of the wire, with a ledger of its own. */
@NullMarked
package dev.facepay.simulator;

import org.jspecify.annotations.NullMarked;
