/** What a device is shown: states, next actions and short texts. */
@NullMarked
package dev.facepay.edge.screen;

import org.jspecify.annotations.NullMarked;
