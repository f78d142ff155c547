/** The pay stage: at most one pay call for an attempt. */
@NullMarked
package dev.facepay.pay;

import org.jspecify.annotations.NullMarked;
