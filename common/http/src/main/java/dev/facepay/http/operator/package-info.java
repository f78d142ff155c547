/** How operators are let in, by Spring Security: only services that operators reach import it. */
@NullMarked
package dev.facepay.http.operator;

import org.jspecify.annotations.NullMarked;
