package dev.facepay.auth.registry.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a device was last heard of, and what ran on it. */
public record Sighting(Instant at, String faceSdkVersion, @Nullable String appVersion) {}
