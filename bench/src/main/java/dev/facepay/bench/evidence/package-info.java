/** What the gateway wrote down: its own time for each call, and the money that moved. */
@NullMarked
package dev.facepay.bench.evidence;

import org.jspecify.annotations.NullMarked;
