/** Databases that were restored from an older copy, brought up to the log. */
@NullMarked
package dev.facepay.standalone.restore;

import org.jspecify.annotations.NullMarked;
