/** How fast the embedded database takes guarded writes. */
@NullMarked
package dev.facepay.bench.store;

import org.jspecify.annotations.NullMarked;
