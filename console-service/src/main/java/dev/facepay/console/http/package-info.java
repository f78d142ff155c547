/** The read side over HTTP, for operators. */
@NullMarked
package dev.facepay.console.http;

import org.jspecify.annotations.NullMarked;
