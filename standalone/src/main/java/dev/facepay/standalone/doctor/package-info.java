/** What {@code ./facepay doctor} looks at. */
@NullMarked
package dev.facepay.standalone.doctor;

import org.jspecify.annotations.NullMarked;
