/** Devices that pay, and another system beside them. */
@NullMarked
package dev.facepay.chaos.till;

import org.jspecify.annotations.NullMarked;
