/** A face SDK without hardware: faces from a list, delays, errors, and its own count of calls. */
@NullMarked
package dev.facepay.device.face.emulated;

import org.jspecify.annotations.NullMarked;
