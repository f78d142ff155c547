/** The device registry: stores, devices, their keys and codes, and the audit of who did what. */
@NullMarked
package dev.facepay.auth.registry;

import org.jspecify.annotations.NullMarked;
