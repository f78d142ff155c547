/** The wires between processes, and the weather on them. */
@NullMarked
package dev.facepay.chaos.network;

import org.jspecify.annotations.NullMarked;
