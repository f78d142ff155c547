package dev.facepay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.store.Documents;
import dev.facepay.simulation.Seeds.Failure;
import dev.facepay.wechat.call.MicropayOutcome;
import dev.facepay.wechat.verdict.MicropayVerdict;
import dev.facepay.wechat.verdict.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A checker is trusted only after it has caught what it is there for. */
class PlantedBugTest {

  private static final long SEEDS_MAX = 3_000;
  private static final Duration TIME = Duration.ofMinutes(2);

  private static final Set<String> ALL_BUT_I1 =
      Set.of("I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12");

  @Test
  void a_pay_call_without_a_document_is_caught() {
    assertThat(caught("no write-ahead", attempts(Bugs.WritesAfterAsking::new), Set.of()))
        .isEqualTo("I9");
  }

  @Test
  void a_pay_call_without_a_document_is_caught_by_its_second_call_too() {
    assertThat(caught("no write-ahead", attempts(Bugs.WritesAfterAsking::new), Set.of("I9")))
        .isIn("I1", "I7");
  }

  @Test
  void a_pay_call_again_after_a_crash_is_caught() {
    assertThat(caught("pay asked again", attempts(Bugs.ForgetsLapsedLeases::new), ALL_BUT_I1))
        .isEqualTo("I1");
  }

  @Test
  void an_offset_committed_before_the_work_is_caught() {
    Plant plant =
        new Plant() {
          @Override
          public boolean commitsFirst() {
            return true;
          }
        };
    assertThat(caught("offset before the work", plant, Set.of())).isIn("I3", "I4", "I6");
  }

  @Test
  void a_reversal_after_ten_seconds_is_caught() {
    Plant plant =
        new Plant() {
          @Override
          public Duration earliestReversal() {
            return Duration.ofSeconds(10);
          }
        };
    assertThat(caught("reversal at 10 s", plant, Set.of())).isEqualTo("I8");
  }

  @Test
  void a_version_that_is_ignored_is_caught() {
    assertThat(caught("version ignored", attempts(Bugs.IgnoresVersions::new), Set.of()))
        .isIn("I6", "I7");
  }

  @Test
  void a_take_over_that_is_published_without_being_written_is_caught() {
    assertThat(caught("take-over not written", attempts(Bugs.ForgetsTakeOvers::new), Set.of()))
        .isIn("I6", "I7");
  }

  @Test
  void another_amount_taken_for_a_refusal_is_caught() {
    Plant plant =
        new Plant() {
          @Override
          public MicropayOutcome verdict(Reply reply, Map<String, String> sent) {
            return reply instanceof Reply.Signed signed
                    && !Objects.equals(
                        signed.fields().getOrDefault("total_fee", sent.get("total_fee")),
                        sent.get("total_fee"))
                ? new MicropayOutcome.Refused("NOTENOUGH", "planted")
                : MicropayVerdict.of(reply, sent);
          }
        };
    assertThat(caught("another amount", plant, Set.of())).isIn("I2", "I4", "I6");
  }

  @Test
  void a_decision_that_is_not_the_first_is_caught() {
    Plant plant =
        new Plant() {
          @Override
          public Documents documents(String collection, Documents real, Timekeeper time) {
            return collection.equals("query_decisions") ? new Bugs.AlwaysFirst(real) : real;
          }
        };
    assertThat(caught("every decision counts", plant, Set.of())).isEqualTo("I7");
  }

  /** Puts a double around the attempts' collection. */
  private static Plant attempts(Bugs.Around around) {
    return new Plant() {
      @Override
      public Documents documents(String collection, Documents real, Timekeeper time) {
        return collection.equals("pay_attempts") ? around.put(real, time) : real;
      }
    };
  }

  private static String caught(String bug, Plant plant, Set<String> ignored) {
    Seeds seeds = new Seeds(1, plant, ignored);
    seeds.run(SEEDS_MAX, TIME);
    Failure failure =
        seeds.failure().orElseThrow(() -> new AssertionError("nobody noticed: " + bug));
    System.out.printf(
        "planted bug \"%s\": %s in seed %d, after %d histories%n",
        bug, failure.violation().invariant(), failure.seed(), seeds.done());
    return failure.violation().invariant();
  }
}
