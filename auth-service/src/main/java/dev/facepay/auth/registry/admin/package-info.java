/** The registry over HTTP, for operators with a key. */
@NullMarked
package dev.facepay.auth.registry.admin;

import org.jspecify.annotations.NullMarked;
