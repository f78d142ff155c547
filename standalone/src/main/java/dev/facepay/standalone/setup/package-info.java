/** What must be there before a start: {@code setup} makes it, {@code doctor} checks it. */
@NullMarked
package dev.facepay.standalone.setup;

import org.jspecify.annotations.NullMarked;
