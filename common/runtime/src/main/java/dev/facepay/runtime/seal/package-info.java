/** Credentials under lock. */
@NullMarked
package dev.facepay.runtime.seal;

import org.jspecify.annotations.NullMarked;
