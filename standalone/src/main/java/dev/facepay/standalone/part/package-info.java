/** The parts of the system, how each starts and what it is told. */
@NullMarked
package dev.facepay.standalone.part;

import org.jspecify.annotations.NullMarked;
