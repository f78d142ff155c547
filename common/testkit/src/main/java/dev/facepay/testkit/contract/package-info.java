/** The event contract in {@code docs/events} as tests read it: schemas, samples, topics. */
@NullMarked
package dev.facepay.testkit.contract;

import org.jspecify.annotations.NullMarked;
