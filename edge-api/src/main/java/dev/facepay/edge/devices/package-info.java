/** A device's own affairs: an enrolment code becomes its key, its place, that it is alive. */
@NullMarked
package dev.facepay.edge.devices;

import org.jspecify.annotations.NullMarked;
