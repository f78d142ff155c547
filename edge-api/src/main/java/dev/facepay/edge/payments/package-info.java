/** Payments: what a device may ask, what it is told, and what is known of them in memory. */
@NullMarked
package dev.facepay.edge.payments;

import org.jspecify.annotations.NullMarked;
