package dev.facepay.console.totals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.Histories;
import dev.facepay.console.payment.PaymentStore;
import dev.facepay.console.totals.Pace.Figures;
import dev.facepay.console.totals.Pace.Row;
import dev.facepay.console.totals.Pace.Step;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.Stage;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Minutes and hours of a chain, a store and a device, from what is kept of each. */
@Tag("real")
class PaceTest {

  private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.startInMemory();
  private static final Instant T0 = Fixtures.T0;
  private static int databases;

  private final Stores stores = new Stores(Database.at(DATABASE.uri(), "pace" + databases++));
  private final PaymentStore payments = PaymentStore.in(stores);
  private final Pace pace = new Pace(payments);

  PaceTest() {
    Await.until("the indexes", () -> stores.check().up());
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @AfterAll
  static void end() {
    DATABASE.close();
  }

  private static PaymentRef in(String store, String order, Duration later) {
    PaymentRef ref = Fixtures.payment(order, 1, 1000);
    return new PaymentRef(
        ref.id(),
        ref.orderNo(),
        ref.attempt(),
        ref.subMerchant(),
        new StoreId(store),
        ref.device(),
        ref.amount(),
        ref.channel(),
        ref.requestedAt().plus(later),
        ref.fingerprint());
  }

  private static PaymentFact paid(PaymentRef ref, Duration took) {
    Instant at = ref.requestedAt().plus(took);
    return new PaymentFact.Succeeded(ref, Stage.QUERY, "4200000000202611220000000001", at, at);
  }

  private static TotalsFilter of(String store) {
    return new TotalsFilter(null, null, null, store, null);
  }

  private Figures all(TotalsFilter scope, Step step) {
    return pace.course(scope, step, T0.minusSeconds(3600), T0.plusSeconds(7200)).all();
  }

  @Test
  void each_stretch_says_what_became_of_the_payments_that_were_asked_for_in_it() {
    PaymentRef fast = in("S1", "FAST", Duration.ZERO);
    PaymentRef slow = in("S2", "SLOW", Duration.ofMinutes(2));
    PaymentRef stuck = in("S2", "STUCK", Duration.ofMinutes(2));
    payments.fold(List.of(Fixtures.requested(fast), paid(fast, Duration.ofMillis(300))));
    payments.fold(
        List.of(
            Fixtures.unknown(slow, UnknownReason.USER_PAYING),
            paid(slow, Duration.ofSeconds(10)),
            Fixtures.reverseNeeded(stuck)));
    payments.refunds().fold(List.of(back(fast, Duration.ofMinutes(1))));

    Pace.Course course =
        pace.course(TotalsFilter.ALL, Step.MINUTE, T0.plusMillis(7), T0.plusSeconds(180));
    assertThat(course.rows())
        .extracting(Row::at)
        .containsExactly(T0, T0.plusSeconds(60), T0.plusSeconds(120));
    assertThat(course.rows())
        .extracting(row -> row.figures().payments())
        .containsExactly(1L, 0L, 2L);
    Figures last = course.rows().get(2).figures();
    assertThat(last.open()).isEqualTo(1);
    assertThat(last.unknown()).isEqualTo(1);
    assertThat(last.paidFen()).isEqualTo(1000);
    Figures second = course.rows().get(1).figures();
    assertThat(second.refunds()).isEqualTo(1);
    assertThat(second.netFen()).isEqualTo(-400);
    assertThat(second.successRatio()).isNaN();
    assertThat(second.p50Ms()).isEmpty();
    assertThat(course.all().netFen()).isEqualTo(1600);
    assertThat(course.rows().getFirst().figures().p95Ms().orElseThrow()).isBetween(280L, 400L);
    assertThat(all(of("S2"), Step.HOUR)).isEqualTo(all(of("S2"), Step.MINUTE));
    assertThat(all(of("S2"), Step.HOUR).payments()).isEqualTo(2);
    assertThat(all(of("S3"), Step.HOUR).payments()).isZero();
    TotalsFilter device = new TotalsFilter(null, null, null, null, fast.device().value());
    assertThat(all(device, Step.HOUR).payments()).isEqualTo(3);
  }

  private static RefundSucceeded back(PaymentRef of, Duration later) {
    Instant at = of.requestedAt().plus(later);
    RefundRef ref =
        new RefundRef(
            of.id(),
            of.orderNo(),
            of.attempt(),
            null,
            of.store(),
            new RefundNo("R1"),
            new Money(400),
            at);
    return new RefundSucceeded(ref, "50R1", 400L, 400L, null, "wallet", at, at);
  }

  @Test
  void what_is_paid_behind_midnight_stays_in_its_minute() {
    PaymentRef late = in("S1", "LATE", Duration.ofHours(14).minusSeconds(1));
    payments.fold(List.of(paid(late, Duration.ofSeconds(3))));
    Instant midnight = Instant.parse("2026-11-22T16:00:00Z");
    assertThat(
            pace.course(TotalsFilter.ALL, Step.MINUTE, midnight.minusSeconds(60), midnight)
                .all()
                .succeeded())
        .isEqualTo(1);
  }

  @Test
  void facts_in_any_order_and_twice_make_the_same_course() {
    List<PaymentFact> facts = new ArrayList<>();
    for (int seed = 0; seed < 60; seed++) {
      facts.addAll(Histories.of(new Random(seed), "P" + seed));
    }
    payments.fold(facts);
    Pace.Course course = pace.course(TotalsFilter.ALL, Step.MINUTE, T0, T0.plusSeconds(60));
    assertThat(course.all().payments()).isEqualTo(60);
    assertThat(course.all().unknown()).isPositive();
    Collections.shuffle(facts, new Random(1));
    for (int from = 0; from < facts.size(); from += 7) {
      payments.fold(facts.subList(from, Math.min(facts.size(), from + 7)));
    }
    assertThat(pace.course(TotalsFilter.ALL, Step.MINUTE, T0, T0.plusSeconds(60)))
        .isEqualTo(course);
  }

  @Test
  void days_of_a_release_that_kept_no_wider_places_are_counted_when_they_are_looked_at() {
    PaymentRef ref = in("S1", "OLD", Duration.ZERO);
    payments.fold(List.of(paid(ref, Duration.ofMillis(300))));
    Figures before = all(TotalsFilter.ALL, Step.MINUTE);
    BulkDocuments sums = stores.bulk("payments_sums", Map.of());
    Document day = sums.find(new Document(), new Document(), 1).getFirst();
    day.remove("in_wide_parts");
    sums.put(List.of(day.append("in_parts", true).append("ver", 7L)));
    stores.bulk("payments_parts", Map.of()).clear();

    PaymentStore updated = PaymentStore.in(stores);
    assertThat(
            new Pace(updated)
                .course(TotalsFilter.ALL, Step.MINUTE, T0.minusSeconds(3600), T0.plusSeconds(7200))
                .all())
        .isEqualTo(before);
  }
}
