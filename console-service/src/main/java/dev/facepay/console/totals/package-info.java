/** Sums over payments, how stores and devices fare, and whether devices are alive. */
@NullMarked
package dev.facepay.console.totals;

import org.jspecify.annotations.NullMarked;
