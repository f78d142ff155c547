/** How the stages stand, as the log tells it, and the records that they put aside. */
@NullMarked
package dev.facepay.console.stage;

import org.jspecify.annotations.NullMarked;
