/** A live run of mixed payments, judged by the gateway's ledger. */
@NullMarked
package dev.facepay.standalone.demo;

import org.jspecify.annotations.NullMarked;
