/** The read side as a process: folds every fact, and serves what people read. */
@NullMarked
package dev.facepay.console;

import org.jspecify.annotations.NullMarked;
