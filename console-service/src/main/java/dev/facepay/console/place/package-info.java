/** Stores and devices: how they fare, and whether they are alive. */
@NullMarked
package dev.facepay.console.place;

import org.jspecify.annotations.NullMarked;
