/** The four calls on the wire: ports, field checks, faults, answers. */
@NullMarked
package dev.facepay.simulator.gateway;

import org.jspecify.annotations.NullMarked;
