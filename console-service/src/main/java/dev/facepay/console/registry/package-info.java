/** The registry of stores and devices, as the console's pages reach it. */
@NullMarked
package dev.facepay.console.registry;

import org.jspecify.annotations.NullMarked;
