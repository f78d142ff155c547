/** JSON as it comes from outside: read strictly, field by field. */
@NullMarked
package dev.facepay.device.json;

import org.jspecify.annotations.NullMarked;
