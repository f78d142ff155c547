/** An order on the device: what is sold, how far it is, and how it ended. */
@NullMarked
package dev.facepay.device.order;

import org.jspecify.annotations.NullMarked;
