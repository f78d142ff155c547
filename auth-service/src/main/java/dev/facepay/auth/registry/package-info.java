/** Which devices there are, whose they are, and which keys they hold. */
@NullMarked
package dev.facepay.auth.registry;

import org.jspecify.annotations.NullMarked;
