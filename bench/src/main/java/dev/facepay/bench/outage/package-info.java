/** What devices hear while a part of the system is away. */
@NullMarked
package dev.facepay.bench.outage;

import org.jspecify.annotations.NullMarked;
