/** The simulator's own reading and writing of signed V2 messages. */
@NullMarked
package dev.facepay.simulator.wire;

import org.jspecify.annotations.NullMarked;
