package dev.facepay.auth.registry;

import java.time.Instant;

/**
 * A code that waits to be used. A newer one of the same device takes its place.
 *
 * @param hash keyed hash; the code itself is known to who asked for it alone
 */
public record OpenCode(String hash, Instant expiresAt) {}
