package dev.facepay.runtime.due;

import dev.facepay.payment.Fact;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;

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

  /** How work goes on after it was taken up once, with the facts that were decided on the way. */
  sealed interface DueStep {

    /** Published after the step was saved and before the record is let go; kept until then. */
    List<Fact> facts();

    /** Not done yet: due again at a time, with this body. */
    static DueStep later(Instant dueAt, Document body, Fact... facts) {
      return new Later(dueAt, body, Arrays.asList(facts));
    }

    /** Done: once the facts are out, the record is deleted. */
    static DueStep finished(Fact... facts) {
      return new Finished(Arrays.asList(facts));
    }

    record Later(Instant dueAt, Document body, List<Fact> facts) implements DueStep {
      public Later {
        facts = List.copyOf(facts);
      }
    }

    record Finished(List<Fact> facts) implements DueStep {
      public Finished {
        facts = List.copyOf(facts);
      }
    }
  }
}
