/** A log with partitions, groups and commits, in memory. */
@NullMarked
package dev.facepay.simulation.log;

import org.jspecify.annotations.NullMarked;
