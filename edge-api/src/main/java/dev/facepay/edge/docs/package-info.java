/** The description of the API: OpenAPI 3.1, made from the running code and its own rules. */
@NullMarked
package dev.facepay.edge.docs;

import org.jspecify.annotations.NullMarked;
