/** From the log to the read side: by the batch, offsets committed behind the write. */
@NullMarked
package dev.facepay.console.log;

import org.jspecify.annotations.NullMarked;
