/** Time, threads and processes that a seed decides over. */
@NullMarked
package dev.facepay.simulation.world;

import org.jspecify.annotations.NullMarked;
