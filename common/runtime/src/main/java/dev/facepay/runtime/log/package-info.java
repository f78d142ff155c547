/** One structured line per state change, with the same keys everywhere. */
@NullMarked
package dev.facepay.runtime.log;

import org.jspecify.annotations.NullMarked;
