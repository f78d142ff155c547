/** Which device is asking, and how much it may ask. */
@NullMarked
package dev.facepay.edge.device;

import org.jspecify.annotations.NullMarked;
