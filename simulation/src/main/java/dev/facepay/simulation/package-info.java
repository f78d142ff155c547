/** Random histories of payments, and what must hold in each. */
@NullMarked
package dev.facepay.simulation;

import org.jspecify.annotations.NullMarked;
