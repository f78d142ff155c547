/** How full disks and memory are, how fast they fill, and what follows from it. */
@NullMarked
package dev.facepay.runtime.fill;

import org.jspecify.annotations.NullMarked;
