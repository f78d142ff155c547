/** A real Kafka broker and a database inside this JVM. */
@NullMarked
package dev.facepay.embedded;

import org.jspecify.annotations.NullMarked;
