/** What the edge knows of payments, and who waits for them. */
@NullMarked
package dev.facepay.edge.desk;

import org.jspecify.annotations.NullMarked;
