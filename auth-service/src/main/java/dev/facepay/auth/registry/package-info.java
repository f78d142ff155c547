/** The device registry, decided: shops, devices, their keys and codes, as values. */
@NullMarked
package dev.facepay.auth.registry;

import org.jspecify.annotations.NullMarked;
