/** The ports of the two domains: a small web server of its own, beside the control API's. */
@NullMarked
package dev.facepay.simulator.door;

import org.jspecify.annotations.NullMarked;
