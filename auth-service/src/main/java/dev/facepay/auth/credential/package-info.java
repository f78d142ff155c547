/** One credential for each device, kept sealed and renewed before it is asked for. */
@NullMarked
package dev.facepay.auth.credential;

import org.jspecify.annotations.NullMarked;
