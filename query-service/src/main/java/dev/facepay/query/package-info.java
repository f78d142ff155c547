/** The query stage: asks until an unknown payment is known. */
@NullMarked
package dev.facepay.query;

import org.jspecify.annotations.NullMarked;
