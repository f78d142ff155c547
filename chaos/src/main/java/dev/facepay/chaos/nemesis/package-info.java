/** What breaks things, by a seed. */
@NullMarked
package dev.facepay.chaos.nemesis;

import org.jspecify.annotations.NullMarked;
