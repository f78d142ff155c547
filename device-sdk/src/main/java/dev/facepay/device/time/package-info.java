/** Time and threads as the terminal sees them: handed in, so that a test can move them. */
@NullMarked
package dev.facepay.device.time;

import org.jspecify.annotations.NullMarked;
