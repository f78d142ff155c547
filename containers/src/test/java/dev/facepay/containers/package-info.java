/** The other driver of the same suites: a broker and a database in containers. */
@NullMarked
package dev.facepay.containers;

import org.jspecify.annotations.NullMarked;
