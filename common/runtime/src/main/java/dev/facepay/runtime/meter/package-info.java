/** Numbers that no single stage has: payments, keys; and the trace that a number came from. */
@NullMarked
package dev.facepay.runtime.meter;

import org.jspecify.annotations.NullMarked;
