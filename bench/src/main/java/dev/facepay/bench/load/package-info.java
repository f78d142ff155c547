/** The open loop: requests on a schedule that nobody's slowness can delay. */
@NullMarked
package dev.facepay.bench.load;

import org.jspecify.annotations.NullMarked;
