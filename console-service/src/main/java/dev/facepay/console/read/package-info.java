/** The read side: stories as documents, written by the batch and found by any of their numbers. */
@NullMarked
package dev.facepay.console.read;

import org.jspecify.annotations.NullMarked;
