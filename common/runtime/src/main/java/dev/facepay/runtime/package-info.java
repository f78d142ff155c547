/** What every service shares: stages on Kafka, stores, timers, sealing, metrics. */
@NullMarked
package dev.facepay.runtime;

import org.jspecify.annotations.NullMarked;
