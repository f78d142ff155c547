/** Refunds that tills ask for, and what becomes of all refunds of a till's payments. */
@NullMarked
package dev.facepay.edge.refunds;

import org.jspecify.annotations.NullMarked;
