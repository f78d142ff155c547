/** The console of console-service in a real browser. */
@NullMarked
package dev.facepay.standalone.console;

import org.jspecify.annotations.NullMarked;
