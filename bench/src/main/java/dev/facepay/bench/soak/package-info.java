/** The whole system as everybody starts it, loaded until it is old. */
@NullMarked
package dev.facepay.bench.soak;

import org.jspecify.annotations.NullMarked;
