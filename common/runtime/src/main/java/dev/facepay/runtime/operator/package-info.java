/** Operators act for the people that run the system: their keys and scopes; no web. */
@NullMarked
package dev.facepay.runtime.operator;

import org.jspecify.annotations.NullMarked;
