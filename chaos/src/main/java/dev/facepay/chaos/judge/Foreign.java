package dev.facepay.chaos.judge;

import java.time.Instant;

/** A payment that another system made at the gateway, under a number that we use afterwards. */
public record Foreign(String paymentId, long fen, Instant at) {}
