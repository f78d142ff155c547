/**
 * An emulated terminal on a desk: the device-sdk against a running system, by hand or by script.
 */
@NullMarked
package dev.facepay.standalone.desk;

import org.jspecify.annotations.NullMarked;
