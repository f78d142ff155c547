/** WeChat's side of the wire, written from the specification alone. */
@NullMarked
package dev.facepay.simulation.gateway;

import org.jspecify.annotations.NullMarked;
