/** The device registry, written down: one conditional write of one document per change. */
@NullMarked
package dev.facepay.auth.registry.store;

import org.jspecify.annotations.NullMarked;
