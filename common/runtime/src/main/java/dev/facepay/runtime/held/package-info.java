/** Records that can't be handled now and must be: kept, tried again, let go only by a person. */
@NullMarked
package dev.facepay.runtime.held;

import org.jspecify.annotations.NullMarked;
