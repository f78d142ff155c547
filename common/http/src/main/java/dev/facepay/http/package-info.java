/** What went wrong with a request, in one shape for every service (RFC 9457). */
@NullMarked
package dev.facepay.http;

import org.jspecify.annotations.NullMarked;
