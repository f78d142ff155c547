/** Devices, the people at them, and what they are told. */
@NullMarked
package dev.facepay.simulation.till;

import org.jspecify.annotations.NullMarked;
