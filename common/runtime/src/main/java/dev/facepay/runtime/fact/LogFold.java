package dev.facepay.runtime.fact;

import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import java.time.Instant;

/**
 * Brings documents that were restored from an older copy up to what the log says. A service has
 * several of them, and each topic is read to its end before the next one's turn.
 */
public record LogFold(Topic topic, Taker taker) {

  /** What one fact says goes into the documents. */
  @FunctionalInterface
  public interface Taker {

    /**
     * Takes facts of one key in the order of the log, those of others at the same time, and all of
     * them as often as they come: what a document knows already, or knows better, stays.
     *
     * @param loggedAt when the broker took it
     * @return whether something was written down
     */
    boolean take(Fact fact, Instant loggedAt) throws InterruptedException;
  }
}
