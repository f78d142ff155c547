/** What lies in {@code deploy/} and {@code docker-compose.yml}, checked as far as files can be. */
@NullMarked
package dev.facepay.standalone.deploy;

import org.jspecify.annotations.NullMarked;
