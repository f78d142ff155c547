package dev.facepay.auth.registry;

import java.time.Instant;

/** Which code brought which key in: a repeat of the same is recognised by it. */
public record Enrolment(String codeHash, String keyHash, Instant at) {}
