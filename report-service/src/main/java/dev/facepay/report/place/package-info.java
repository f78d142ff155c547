/** Stores and devices: how they fare, and whether they are alive. */
@NullMarked
package dev.facepay.report.place;

import org.jspecify.annotations.NullMarked;
