/** The auth stage: credentials for devices, and the registry of devices. */
@NullMarked
package dev.facepay.auth;

import org.jspecify.annotations.NullMarked;
