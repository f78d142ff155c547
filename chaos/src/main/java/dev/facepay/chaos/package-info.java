/** Real processes under a nemesis: the command line and the course of a run. */
@NullMarked
package dev.facepay.chaos;

import org.jspecify.annotations.NullMarked;
