package dev.facepay.console.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.testkit.Fixtures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistoryDeciderTest {

  private static final PaymentRef REF = Fixtures.payment();

  @Test
  void every_order_and_every_repeat_of_a_history_comes_to_the_same_story() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<PaymentFact> history = Histories.of(random, "H" + seed);
      PaymentHistory told = fold(history);
      if (history.size() <= 6) {
        for (List<PaymentFact> order : permutations(history)) {
          assertThat(fold(order)).as("seed %d", seed).isEqualTo(told);
        }
      }
      for (int i = 0; i < 20; i++) {
        List<PaymentFact> mixed = new ArrayList<>(history);
        for (int twice = random.nextInt(history.size() + 1); twice > 0; twice--) {
          mixed.add(history.get(random.nextInt(history.size())));
        }
        Collections.shuffle(mixed, random);
        assertThat(fold(mixed)).as("seed %d", seed).isEqualTo(told);
      }
    }
  }

  @Test
  void requests_beyond_the_bound_are_left_out_in_the_same_way_from_any_order() {
    List<PaymentFact> facts = new ArrayList<>();
    for (int i = 0; i < 3 * HistoryDecider.ASIDES_MAX; i++) {
      PaymentRef asked = Fixtures.requestedAt(REF, Fixtures.T0.plusSeconds(i));
      facts.add(Fixtures.requested(asked));
      facts.add(
          new RequestRejected(
              asked, RejectReason.PREVIOUS_ATTEMPT_OPEN, asked.requestedAt().plusMillis(5)));
    }
    PaymentHistory told = fold(facts);
    assertThat(told.entries()).hasSize(HistoryDecider.ASIDES_MAX);
    assertThat(told.more()).isTrue();
    assertThat(PaymentSummary.of(told).outcome()).isEqualTo(PaymentState.REJECTED);
    for (int seed = 0; seed < 20; seed++) {
      List<PaymentFact> mixed = new ArrayList<>(facts);
      mixed.addAll(facts.subList(0, 50));
      Collections.shuffle(mixed, new Random(seed));
      assertThat(fold(mixed)).isEqualTo(told);
    }
  }

  @Test
  void the_newest_version_is_the_state_whatever_came_last() {
    assertThat(outcome(Fixtures.requested())).isEqualTo(PaymentState.REQUESTED);
    assertThat(outcome(Fixtures.unknown(UnknownReason.NO_ANSWER), Fixtures.requested()))
        .isEqualTo(PaymentState.UNKNOWN);
    assertThat(outcome(Fixtures.reversed(REF), Fixtures.reverseNeeded(), Fixtures.requested()))
        .isEqualTo(PaymentState.REVERSED);
    assertThat(outcome(Fixtures.paid(REF, Stage.PAY))).isEqualTo(PaymentState.SUCCEEDED);
    assertThat(outcome(new CancelRequested(REF, Fixtures.T0))).isEqualTo(PaymentState.REQUESTED);
  }

  @Test
  void a_refused_request_beside_a_payment_does_not_touch_it() {
    PaymentRef other = Fixtures.payment("20261122S017D03000042", 1, 99);
    PaymentHistory history =
        fold(
            List.of(
                Fixtures.requested(other),
                new RequestRejected(other, RejectReason.OTHER_CONTENT, Fixtures.T0),
                Fixtures.paid(REF, Stage.PAY),
                Fixtures.requested()));
    assertThat(PaymentSummary.of(history).outcome()).isEqualTo(PaymentState.SUCCEEDED);
    assertThat(history.ref()).as("the request that was paid").isEqualTo(REF);
    assertThat(history.timeline()).hasSize(4);
  }

  @Test
  void a_request_that_was_refused_and_taken_later_is_a_payment() {
    PaymentRef first = Fixtures.requestedAt(REF, Fixtures.T0);
    PaymentRef second = Fixtures.requestedAt(REF, Fixtures.T0.plusSeconds(9));
    RequestRejected refused =
        new RequestRejected(first, RejectReason.PREVIOUS_ATTEMPT_OPEN, Fixtures.T0.plusMillis(5));
    assertThat(outcome(Fixtures.requested(first), refused)).isEqualTo(PaymentState.REJECTED);
    assertThat(outcome(Fixtures.requested(second), Fixtures.requested(first), refused))
        .isEqualTo(PaymentState.REQUESTED);
  }

  @Test
  void attention_is_what_was_told_and_not_resolved() {
    AttentionNeeded slow = needed(AttentionReason.REVERSE_SLOW, 10);
    AttentionNeeded refused = needed(AttentionReason.REVERSE_REFUSED, 20);
    AttentionResolved resolved =
        new AttentionResolved(
            REF, Stage.REVERSE, AttentionReason.REVERSE_SLOW, "done", Fixtures.T0.plusSeconds(30));
    PaymentSummary both = PaymentSummary.of(fold(List.of(refused, slow)));
    assertThat(both.attention()).containsExactly("reverse_refused", "reverse_slow");
    assertThat(both.attentionSince()).contains(Fixtures.T0.plusSeconds(10));
    PaymentSummary one = PaymentSummary.of(fold(List.of(resolved, refused, slow)));
    assertThat(one.attention()).containsExactly("reverse_refused");
    assertThat(one.attentionSince()).contains(Fixtures.T0.plusSeconds(20));
  }

  @Test
  void a_day_is_wechats_and_that_of_the_payment() {
    // 02:00 UTC on the 22nd is 10:00 in Beijing.
    assertThat(PaymentSummary.of(fold(List.of(Fixtures.requested()))).day())
        .isEqualTo(LocalDate.of(2026, 11, 22));
    PaymentFact paid =
        new PaymentFact.Succeeded(
            REF,
            Stage.QUERY,
            "4200",
            Instant.parse("2026-11-22T16:00:01Z"),
            Instant.parse("2026-11-22T16:00:02Z"));
    assertThat(PaymentSummary.of(fold(List.of(Fixtures.requested(), paid))).day())
        .isEqualTo(LocalDate.of(2026, 11, 23));
  }

  @Test
  void no_credential_is_told() {
    assertThat(fold(List.of(Fixtures.requested())).toString()).doesNotContain("sealed-code");
  }

  private static AttentionNeeded needed(AttentionReason reason, int seconds) {
    return new AttentionNeeded(
        REF, Stage.REVERSE, reason, "", "", Fixtures.T0.plusSeconds(seconds));
  }

  private static PaymentState outcome(PaymentFact... facts) {
    return PaymentSummary.of(fold(List.of(facts))).outcome();
  }

  private static PaymentHistory fold(List<PaymentFact> facts) {
    Optional<PaymentHistory> history = Optional.empty();
    for (PaymentFact fact : facts) {
      history = Optional.of(HistoryDecider.fold(history, fact));
    }
    return history.orElseThrow();
  }

  private static <T> List<List<T>> permutations(List<T> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      List<T> rest = new ArrayList<>(items);
      T first = rest.remove(i);
      for (List<T> tail : permutations(rest)) {
        List<T> one = new ArrayList<>(List.of(first));
        one.addAll(tail);
        all.add(one);
      }
    }
    return all;
  }
}
