/**
 * The whole system in one JVM: broker, database, gateway and services, started and stopped by name.
 */
@NullMarked
package dev.facepay.standalone;

import org.jspecify.annotations.NullMarked;
