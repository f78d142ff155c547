/** What runs as a process of its own, and how its clock is put wrong. */
@NullMarked
package dev.facepay.chaos.node;

import org.jspecify.annotations.NullMarked;
