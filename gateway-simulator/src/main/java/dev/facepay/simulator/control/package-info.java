/** The HTTP control API of the simulator. */
@NullMarked
package dev.facepay.simulator.control;

import org.jspecify.annotations.NullMarked;
