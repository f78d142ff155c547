package dev.facepay.chaos.judge;

import java.time.Instant;

/** Something that was broken on purpose, from when to when. */
public record Fault(String kind, String target, Instant from, Instant to) {}
