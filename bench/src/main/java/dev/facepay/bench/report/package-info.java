/** Figures, and how they are told. */
@NullMarked
package dev.facepay.bench.report;

import org.jspecify.annotations.NullMarked;
