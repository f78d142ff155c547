/**
 * From the log to the documents: by the batch, offsets committed behind the write; and all of it
 * anew.
 */
@NullMarked
package dev.facepay.console.projection;

import org.jspecify.annotations.NullMarked;
