package dev.facepay.simulation;

import static dev.facepay.simulation.Planting.STARTS_ON_OLD_COPIES;
import static dev.facepay.simulation.Planting.allBut;
import static dev.facepay.simulation.Planting.attempts;
import static dev.facepay.simulation.Planting.back;
import static dev.facepay.simulation.Planting.caught;
import static dev.facepay.simulation.Planting.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.reverse.ReverseDoor;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.stage.FactHandler.Holding;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.Micropay;
import dev.facepay.wechat.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A checker is trusted only after it has caught what it is there for. */
class PlantedBugTest {

  @Test
  void a_pay_call_without_a_document_is_caught() {
    assertThat(caught("no write-ahead", attempts(Bugs.WritesAfterAsking::new), Set.of()))
        .isEqualTo("I9");
  }

  @Test
  void a_pay_call_without_a_document_is_caught_by_its_second_call_too() {
    Set<String> others = Set.of("I9", "I12");
    assertThat(caught("no write-ahead", attempts(Bugs.WritesAfterAsking::new), others))
        .isIn("I1", "I7");
  }

  @Test
  void a_pay_call_again_after_a_crash_is_caught() {
    assertThat(caught("pay asked again", attempts(Bugs.ForgetsLapsedLeases::new), allBut("I1")))
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
          public ReverseDoor.Times times() {
            ReverseDoor.Times it = ReverseDoor.times();
            return new ReverseDoor.Times(
                Duration.ofSeconds(10),
                it.codeLife(),
                it.notFoundEvery(),
                it.neverReachedAfter(),
                it.slowAfter());
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
          public Micropay.Outcome verdict(Reply reply, Map<String, String> sent) {
            return reply instanceof Reply.Signed signed
                    && !Objects.equals(
                        signed.fields().getOrDefault("total_fee", sent.get("total_fee")),
                        sent.get("total_fee"))
                ? new Micropay.Refused(GatewayCode.NOTENOUGH, "planted")
                : Micropay.verdict(reply, sent);
          }
        };
    assertThat(caught("another amount", plant, Set.of())).isIn("I2", "I4", "I6");
  }

  @Test
  void a_decision_that_is_not_the_first_is_caught() {
    assertThat(
            caught(
                "every decision counts",
                in("query_decisions", (real, _) -> new Bugs.AlwaysFirst(real)),
                Set.of()))
        .isEqualTo("I7");
  }

  @Test
  void a_rejection_that_is_forgotten_is_caught() {
    assertThat(
            caught(
                "rejections forgotten",
                in("pay_rejections", (real, _) -> new Bugs.Forgets(real)),
                allBut("I12")))
        .isEqualTo("I12");
  }

  @Test
  @Tag("all")
  void an_attempt_after_another_orders_payment_is_caught() {
    assertThat(
            caught(
                "the attempt before is another order's",
                in("pay_attempts", (real, _) -> new Bugs.TakesNumbersForOrders(real)),
                allBut("I2")))
        .isEqualTo("I2");
  }

  @Test
  void an_alarm_that_is_raised_again_after_a_crash_is_caught() {
    assertThat(
            caught(
                "raised twice",
                in("reverse_chases", (real, _) -> new Bugs.ForgetsAlarms(real)),
                Set.of()))
        .isEqualTo("I17");
  }

  @Test
  void an_alarm_that_is_never_cleared_is_caught() {
    Plant plant =
        new Plant() {
          @Override
          public FactPublisher publisher(FactPublisher real) {
            return fact -> {
              if (!(fact instanceof AttentionResolved)) {
                real.publish(fact);
              }
            };
          }
        };
    assertThat(caught("never cleared", plant, Set.of())).isEqualTo("I17");
  }

  @Test
  void a_held_record_that_is_dropped_is_caught() {
    Plant plant =
        new Plant() {
          @Override
          public Holding holding(Holding real) {
            return new Bugs.Drops();
          }
        };
    assertThat(caught("held records dropped", plant, Set.of())).isIn("I3", "I4", "I6", "I10");
  }

  @Test
  void an_order_of_another_system_that_is_reversed_is_caught() {
    assertThat(
            caught("another's order reversed", back(BackBugs.ReversesOthers::new), allBut("I20")))
        .isEqualTo("I20");
  }

  @Test
  void an_order_of_another_day_that_is_told_as_paid_is_caught() {
    assertThat(caught("another's order paid", back(BackBugs.BelievesAnyDay::new), Set.of()))
        .isEqualTo("I20");
  }

  @Test
  void a_refund_of_a_part_that_is_taken_for_all_is_caught() {
    assertThat(caught("a part is all", back(BackBugs.TakesPartsForAll::new), Set.of()))
        .isEqualTo("I6");
  }

  @Test
  void an_order_not_found_that_is_taken_for_closed_is_caught() {
    assertThat(caught("not found is closed", back(BackBugs.TakesAbsentForClosed::new), Set.of()))
        .isIn("I2", "I4", "I6");
  }

  @Test
  void a_confirmed_reversal_that_is_believed_is_caught() {
    assertThat(caught("confirmed is believed", back(BackBugs.BelievesReversals::new), Set.of()))
        .isEqualTo("I6");
  }

  @Test
  void an_older_copy_of_a_database_that_charges_again_is_caught() {
    assertThat(caught("starts on an older copy: pay", STARTS_ON_OLD_COPIES, allBut("I1")))
        .isEqualTo("I1");
  }

  @Test
  void an_older_copy_of_a_database_that_says_something_else_is_caught() {
    assertThat(caught("starts on an older copy: facts", STARTS_ON_OLD_COPIES, allBut("I7")))
        .isEqualTo("I7");
  }

  @Test
  void not_found_that_counts_from_a_wrong_time_is_caught() {
    Plant plant =
        new Plant() {
          @Override
          public ReverseDoor.Times times() {
            ReverseDoor.Times it = ReverseDoor.times();
            Duration second = Duration.ofSeconds(1);
            return new ReverseDoor.Times(it.earliest(), second, second, second, it.slowAfter());
          }
        };
    assertThat(caught("never reached too soon", plant, Set.of())).isIn("I2", "I4", "I6");
  }

  @Test
  void an_answer_without_a_signature_that_is_believed_is_caught() {
    Plant plant =
        new Plant() {
          @Override
          public Micropay.Outcome verdict(Reply reply, Map<String, String> sent) {
            return reply instanceof Reply.Broken broken && broken.cause() == Cause.BAD_SIGNATURE
                ? new Micropay.Paid(
                    "42",
                    Instant.EPOCH,
                    Long.parseLong(sent.get("total_fee")),
                    PaidDetails.NONE,
                    Micropay.Buyer.UNKNOWN)
                : Micropay.verdict(reply, sent);
          }
        };
    assertThat(caught("unsigned is believed", plant, Set.of())).isEqualTo("I5");
  }
}
