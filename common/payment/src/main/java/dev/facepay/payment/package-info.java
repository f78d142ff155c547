/** The vocabulary of payments and devices: ids, money, facts and their wire names. */
@NullMarked
package dev.facepay.payment;

import org.jspecify.annotations.NullMarked;
