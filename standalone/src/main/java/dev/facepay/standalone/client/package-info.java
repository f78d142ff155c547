/** What devices, operators and readers of a system do, from outside. */
@NullMarked
package dev.facepay.standalone.client;

import org.jspecify.annotations.NullMarked;
