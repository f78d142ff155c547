/** Refunds of paid payments: written down, asked for, followed until they have arrived. */
@NullMarked
package dev.facepay.refund;

import org.jspecify.annotations.NullMarked;
