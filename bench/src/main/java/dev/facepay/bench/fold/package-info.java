/** How fast the log becomes the read side, and how long what people ask of it takes. */
@NullMarked
package dev.facepay.bench.fold;

import org.jspecify.annotations.NullMarked;
