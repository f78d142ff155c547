package dev.facepay.runtime.fact;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.Outage;
import java.time.Duration;

/** Puts facts into the log. */
public interface FactPublisher {

  /**
   * Returns when the broker has acknowledged the fact (acks=all). A fact may be in the log although
   * this throws: publishing again is always right, subscribers recognise repeats by the fact id.
   *
   * @throws FactNotPublished if there was no acknowledgement in time
   */
  void publish(Fact fact) throws InterruptedException;

  /**
   * As {@link #publish(Fact)}, and says beside the fact what part of its time was not ours.
   *
   * @param gateway what WeChat took of it; zero if it was not asked
   */
  default void publish(Fact fact, Duration gateway) throws InterruptedException {
    publish(fact);
  }

  /** The broker did not acknowledge a fact in time: an outage, to be tried again. */
  final class FactNotPublished extends Outage {

    private static final long serialVersionUID = 1;

    public FactNotPublished(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
