/**
 * A face-payment terminal: the flow of a payment on a merchant's device, from power-on to the
 * result, through crashes and bad networks.
 */
@NullMarked
package dev.facepay.device;

import org.jspecify.annotations.NullMarked;
