/** The command line: one class a command, and what they print. */
@NullMarked
package dev.facepay.standalone.cli;

import org.jspecify.annotations.NullMarked;
