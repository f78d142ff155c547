/** Which settings there are, and what is wrong with those that were given. */
@NullMarked
package dev.facepay.runtime.settings;

import org.jspecify.annotations.NullMarked;
