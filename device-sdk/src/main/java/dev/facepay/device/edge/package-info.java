/** The edge API as a device speaks it: a small HTTP port, typed answers, nothing thrown. */
@NullMarked
package dev.facepay.device.edge;

import org.jspecify.annotations.NullMarked;
