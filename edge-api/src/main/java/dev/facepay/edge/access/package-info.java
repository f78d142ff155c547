/** What every request passes: the API key filter, its limits, the reading of bodies, problems. */
@NullMarked
package dev.facepay.edge.access;

import org.jspecify.annotations.NullMarked;
