/** A device's way in: a one-time code becomes a key. */
@NullMarked
package dev.facepay.edge.enrol;

import org.jspecify.annotations.NullMarked;
