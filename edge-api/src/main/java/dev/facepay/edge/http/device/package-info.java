/** A device's own affairs over HTTP: its key, its place, that it is alive. */
@NullMarked
package dev.facepay.edge.http.device;

import org.jspecify.annotations.NullMarked;
