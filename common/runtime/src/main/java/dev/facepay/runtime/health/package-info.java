/** What a component says of its own health. */
@NullMarked
package dev.facepay.runtime.health;

import org.jspecify.annotations.NullMarked;
