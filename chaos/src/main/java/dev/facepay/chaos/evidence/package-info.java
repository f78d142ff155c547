/** What was seen and written down, by whom. */
@NullMarked
package dev.facepay.chaos.evidence;

import org.jspecify.annotations.NullMarked;
