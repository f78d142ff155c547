/** Which trades are reported to WeChat by their device, when, and how often it is tried. */
@NullMarked
package dev.facepay.report;

import org.jspecify.annotations.NullMarked;
