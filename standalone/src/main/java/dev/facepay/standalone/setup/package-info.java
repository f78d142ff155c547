/** What shall run where, and what can be in the way. */
@NullMarked
package dev.facepay.standalone.setup;

import org.jspecify.annotations.NullMarked;
