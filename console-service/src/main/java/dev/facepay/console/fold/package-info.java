/** Facts become a payment's story: a set that grows, and all that follows from it. */
@NullMarked
package dev.facepay.console.fold;

import org.jspecify.annotations.NullMarked;
