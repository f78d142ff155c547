/** The device registry at work: what operators and devices ask for, done and published. */
@NullMarked
package dev.facepay.auth.registry.desk;

import org.jspecify.annotations.NullMarked;
