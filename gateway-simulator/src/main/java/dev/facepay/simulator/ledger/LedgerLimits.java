package dev.facepay.simulator.ledger;

import java.time.Duration;

/**
 * Bounds of the ledger.
 *
 * @param ordersMax orders kept on disk; payments beyond are answered SYSTEMERROR
 * @param waitingMax orders that wait for the buyer or the clock, kept in memory; as above
 * @param codeLife how long a payment code can be used
 * @param codesKept how long it is remembered, at least
 * @param checkpointEvery lines after which the store is written
 */
public record LedgerLimits(
    long ordersMax, int waitingMax, Duration codeLife, Duration codesKept, int checkpointEvery) {}
