/** What devices, testers and readers of the log do, from outside. */
@NullMarked
package dev.facepay.standalone.client;

import org.jspecify.annotations.NullMarked;
