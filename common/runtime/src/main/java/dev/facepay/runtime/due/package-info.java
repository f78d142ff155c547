/** Durable timers: work that is due later than a waiting thread should live. */
@NullMarked
package dev.facepay.runtime.due;

import org.jspecify.annotations.NullMarked;
