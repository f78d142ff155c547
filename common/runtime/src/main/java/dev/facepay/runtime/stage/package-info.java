/**
 * The stage engine: thousands of records in flight, offsets committed only behind finished work.
 */
@NullMarked
package dev.facepay.runtime.stage;

import org.jspecify.annotations.NullMarked;
