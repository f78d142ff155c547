/** WeChat's face SDK: the port that an App's adapter implements, and the typed calls above it. */
@NullMarked
package dev.facepay.device.face;

import org.jspecify.annotations.NullMarked;
