package dev.facepay.simulator.order;

import java.time.Instant;

/** Money that somebody gave back by hand. */
public record Refund(String refundId, long fen, Instant at) {}
