/** The description of the API: OpenAPI 3.1, made from the running code. */
@NullMarked
package dev.facepay.console.docs;

import org.jspecify.annotations.NullMarked;
