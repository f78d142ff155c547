/** What became of each trade's report, folded from the log, and the coverage that follows. */
@NullMarked
package dev.facepay.console.trade;

import org.jspecify.annotations.NullMarked;
