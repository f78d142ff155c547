/** A device's words, read strictly and turned into a fact. */
@NullMarked
package dev.facepay.edge.request;

import org.jspecify.annotations.NullMarked;
