/** Fixtures named after states, a clock moved by hand, rules about the code. */
@NullMarked
package dev.facepay.testkit;

import org.jspecify.annotations.NullMarked;
