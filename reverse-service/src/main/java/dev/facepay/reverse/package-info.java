/** The reverse stage: takes the money back until it is confirmed. */
@NullMarked
package dev.facepay.reverse;

import org.jspecify.annotations.NullMarked;
