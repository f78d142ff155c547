/** HTTP in, facts out. */
@NullMarked
package dev.facepay.edge;

import org.jspecify.annotations.NullMarked;
