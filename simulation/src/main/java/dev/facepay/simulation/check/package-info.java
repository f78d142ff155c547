/** The invariants, checked on evidence alone. */
@NullMarked
package dev.facepay.simulation.check;

import org.jspecify.annotations.NullMarked;
