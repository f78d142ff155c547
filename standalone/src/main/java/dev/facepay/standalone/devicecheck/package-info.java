/** Runs a merchant App through cases and says what it did wrong. */
@NullMarked
package dev.facepay.standalone.devicecheck;

import org.jspecify.annotations.NullMarked;
