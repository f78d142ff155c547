/** Lets operators in: programs by their keys, people by sessions. */
@NullMarked
package dev.facepay.console.access;

import org.jspecify.annotations.NullMarked;
