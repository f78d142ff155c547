/** The console: the pages that people read the read side with, and act. */
@NullMarked
package dev.facepay.console.pages;

import org.jspecify.annotations.NullMarked;
