/** What runs beside the generator, in JVMs of its own. */
@NullMarked
package dev.facepay.bench.process;

import org.jspecify.annotations.NullMarked;
