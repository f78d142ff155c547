/**
 * The console's doors without the rest of it. Not below {@code dev.facepay.console}, which the
 * service searches for its own parts.
 */
@NullMarked
package dev.facepay.door;

import org.jspecify.annotations.NullMarked;
