package dev.facepay.runtime.due;

/**
 * Does the work of a record once. It holds a lease: nobody else takes the record up until that
 * lapses. What it returns is saved, published, and only then let go; if another one was faster,
 * nothing of it counts.
 *
 * <p>It may run twice for one due time (a crash, a lapsed lease), so its effects must bear that.
 * Throwing loses nothing: the record is taken up again, soon after an outage, else when the lease
 * lapses.
 */
@FunctionalInterface
public interface DueHandler {

  DueStep handle(DueRecord claimed) throws InterruptedException;
}
