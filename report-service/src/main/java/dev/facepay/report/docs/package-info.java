/** The description of the API: OpenAPI 3.1, made from the running code. */
@NullMarked
package dev.facepay.report.docs;

import org.jspecify.annotations.NullMarked;
