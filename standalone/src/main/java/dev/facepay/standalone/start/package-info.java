/** The whole system: its parts, what each is told, how they start and stop. */
@NullMarked
package dev.facepay.standalone.start;

import org.jspecify.annotations.NullMarked;
