/** Open-loop load and benchmarks. */
@NullMarked
package dev.facepay.bench;

import org.jspecify.annotations.NullMarked;
