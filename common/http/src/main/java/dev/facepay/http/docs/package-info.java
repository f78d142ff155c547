/** Parts of an OpenAPI description. */
@NullMarked
package dev.facepay.http.docs;

import org.jspecify.annotations.NullMarked;
