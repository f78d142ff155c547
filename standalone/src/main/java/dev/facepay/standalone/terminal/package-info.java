/** What a person sees: lines, colours, progress; and where the log goes meanwhile. */
@NullMarked
package dev.facepay.standalone.terminal;

import org.jspecify.annotations.NullMarked;
