/** The processes of a run: how they are started, killed and stopped. */
@NullMarked
package dev.facepay.chaos.stand;

import org.jspecify.annotations.NullMarked;
