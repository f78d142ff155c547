/** Facts on Kafka: codec and publisher. */
@NullMarked
package dev.facepay.runtime.fact;

import org.jspecify.annotations.NullMarked;
