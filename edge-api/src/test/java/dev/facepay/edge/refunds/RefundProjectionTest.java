package dev.facepay.edge.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the edge holds of refunds: in any order, bounded. */
class RefundProjectionTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:30:00Z");

  private static RefundRef ref(String order, String number, long fen, Instant at) {
    return new RefundRef(
        PaymentId.parse("1900000109:" + order),
        new OrderNo(order),
        1,
        null,
        new StoreId("S017"),
        new RefundNo(number),
        new Money(fen),
        at);
  }

  private static RefundRequested requested(RefundRef refund) {
    return new RefundRequested(refund, "cold", RefundAsker.TILL, "D03");
  }

  private static RefundSucceeded succeeded(RefundRef refund) {
    return new RefundSucceeded(
        refund, "50", null, null, null, null, null, refund.requestedAt().plusSeconds(9));
  }

  @Test
  void an_older_state_is_no_news_to_a_device_that_has_seen_a_newer_one() {
    RefundRequested asked = requested(ref("A1", "R1", 300, NOW));
    RefundSnapshot behind = RefundSnapshot.of(asked);
    assertThat(behind.isNewsTo("3")).isFalse();
    assertThat(behind.isNewsTo("1")).isFalse();
    assertThat(behind.isNewsTo("no tag of ours")).isTrue();
    RefundSnapshot ended =
        Objects.requireNonNull(RefundSnapshot.fold(behind, succeeded(asked.refund())));
    assertThat(ended.isNewsTo("1")).isTrue();
  }

  @Test
  void facts_come_in_any_order_and_more_than_once() {
    RefundRef refund = ref("A1", "R1", 300, NOW);
    RefundSnapshot last =
        RefundSnapshot.fold(RefundSnapshot.fold(null, requested(refund)), succeeded(refund));
    for (int seed = 0; seed < 50; seed++) {
      List<RefundFact> facts =
          new ArrayList<>(
              List.of(
                  requested(refund),
                  requested(refund),
                  new RefundChanged(refund, "50", null, NOW.plusSeconds(5)),
                  succeeded(refund),
                  succeeded(refund)));
      Collections.shuffle(facts, new Random(seed));
      @Nullable RefundSnapshot snapshot = null;
      for (RefundFact fact : facts) {
        snapshot = RefundSnapshot.fold(snapshot, fact);
      }
      assertThat(snapshot).as("seed %d", seed).isEqualTo(last);
    }
  }

  @Test
  void a_refusal_touches_only_the_request_that_it_names() {
    RefundRef ours = ref("A1", "R1", 300, NOW);
    RefundRef theirs = ref("A1", "R1", 301, NOW.plusMillis(3));
    RefundSnapshot asked = RefundSnapshot.of(requested(ours));

    RefundSnapshot stands = RefundSnapshot.fold(asked, otherContent(theirs));
    RefundSnapshot refused = RefundSnapshot.fold(asked, otherContent(ours));

    assertThat(stands).isEqualTo(asked);
    assertThat(refused.isRefused()).isTrue();
    assertThat(RefundSnapshot.fold(refused, succeeded(theirs)).refund()).isEqualTo(theirs);
    assertThat(RefundSnapshot.fold(refused, requested(theirs)))
        .isEqualTo(RefundSnapshot.of(requested(theirs)));
  }

  private static RefundFailed otherContent(RefundRef refund) {
    return new RefundFailed(
        refund, RefundFailure.OTHER_CONTENT, "", "", refund.requestedAt().plusSeconds(1));
  }

  @Test
  void the_newest_stay_and_the_old_go_but_never_one_that_somebody_waits_for() {
    RefundProjection refunds =
        new RefundProjection(new RefundSettings(true, Duration.ofHours(1), 3));
    try (RefundProjection.Place waited = refunds.enter(PaymentId.parse("1900000109:A0"))) {
      for (int i = 0; i < 6; i++) {
        refunds.accept(requested(ref("A" + i, "R1", 300, NOW)), NOW.plusSeconds(i));
      }
      assertThat(waited.find(new RefundNo("R1"))).isNotNull();
      assertThat(refunds.size()).isEqualTo(3);
    }
    assertThat(held(refunds, "A5")).hasSize(1);
    assertThat(held(refunds, "A1")).isEmpty();

    refunds.forget(NOW.plusSeconds(5));
    assertThat(refunds.size()).isEqualTo(1);
    assertThat(held(refunds, "A5")).hasSize(1);
  }

  private static List<RefundSnapshot> held(RefundProjection refunds, String order) {
    try (RefundProjection.Place place = refunds.enter(PaymentId.parse("1900000109:" + order))) {
      return place.all();
    }
  }
}
