/** Payments through the whole system, judged by devices, ledger and log; nothing is mocked. */
@NullMarked
package dev.facepay.standalone.journey;

import org.jspecify.annotations.NullMarked;
