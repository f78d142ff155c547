/** The command line of the whole system in one JVM. */
@NullMarked
package dev.facepay.standalone;

import org.jspecify.annotations.NullMarked;
