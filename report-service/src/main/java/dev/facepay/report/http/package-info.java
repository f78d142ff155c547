/** The read side over HTTP, for operators. */
@NullMarked
package dev.facepay.report.http;

import org.jspecify.annotations.NullMarked;
