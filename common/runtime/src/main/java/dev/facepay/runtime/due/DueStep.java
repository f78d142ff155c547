package dev.facepay.runtime.due;

import dev.facepay.payment.Fact;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;

/** How work goes on after it was taken up once, with the facts that were decided on the way. */
public sealed interface DueStep {

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
