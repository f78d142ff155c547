/** Payments: what happened to each, how it is found, and what a person may do about it. */
@NullMarked
package dev.facepay.console.payment;

import org.jspecify.annotations.NullMarked;
