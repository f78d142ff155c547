/** Payments one by one: made, followed, and looked up; and records that are held. */
@NullMarked
package dev.facepay.standalone.payments;

import org.jspecify.annotations.NullMarked;
