/** Guarded single-document stores and due records. */
@NullMarked
package dev.facepay.runtime.store;

import org.jspecify.annotations.NullMarked;
