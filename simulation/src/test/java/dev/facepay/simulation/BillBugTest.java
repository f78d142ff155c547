package dev.facepay.simulation;

import static dev.facepay.simulation.Planting.allBut;
import static dev.facepay.simulation.Planting.caught;
import static dev.facepay.simulation.Planting.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.store.Documents;
import dev.facepay.simulation.Bugs.Honest;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What could go wrong when bills are compared, each caught by I19. */
class BillBugTest {

  @Test
  void a_difference_that_is_taken_for_one_that_was_told_is_caught() {
    assertThat(
            caught(
                "never told", in("bill_differences", (real, _) -> new Knows(real)), allBut("I19")))
        .isEqualTo("I19");
  }

  @Test
  void an_explanation_that_is_not_said_is_caught() {
    Plant plant =
        new Plant() {
          @Override
          public FactPublisher publisher(FactPublisher real) {
            return fact -> {
              if (!(fact instanceof DifferenceExplained)) {
                real.publish(fact);
              }
            };
          }
        };
    assertThat(caught("never explained", plant, allBut("I19"))).isEqualTo("I19");
  }

  @Test
  void a_day_that_nobody_comes_back_to_before_it_is_said_is_caught() {
    assertThat(
            caught(
                "over before it is said",
                in("bill_days", (real, _) -> new IsOverAtOnce(real)),
                allBut("I19")))
        .isEqualTo("I19");
  }

  private static final class Knows extends Honest {
    Knows(Documents real) {
      super(real);
    }

    @Override
    public boolean insert(Document document) {
      return false;
    }
  }

  private static final class IsOverAtOnce extends Honest {
    IsOverAtOnce(Documents real) {
      super(real);
    }

    @Override
    public boolean replace(String id, long ver, Document next) {
      Document compared = next.get("compared", Document.class);
      if (compared != null && Long.valueOf(0).equals(compared.get("open"))) {
        next.remove("due_at");
      }
      return real.replace(id, ver, next);
    }
  }
}
