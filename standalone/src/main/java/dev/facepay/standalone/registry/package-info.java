/** The commands for stores and devices. */
@NullMarked
package dev.facepay.standalone.registry;

import org.jspecify.annotations.NullMarked;
