/** The whole history in files, and from there to a Kafka and a MongoDB outside. */
@NullMarked
package dev.facepay.standalone.move;

import org.jspecify.annotations.NullMarked;
