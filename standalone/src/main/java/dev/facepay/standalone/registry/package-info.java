/** Stores and devices, and an emulated terminal that is enrolled as one. */
@NullMarked
package dev.facepay.standalone.registry;

import org.jspecify.annotations.NullMarked;
