package dev.facepay.console.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.payment.PaymentStore;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.totals.Totals;
import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Stage;
import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is counted: kept with the payments, mended after a crash, taken over from older services.
 */
@Tag("real")
class PaymentSumsTest extends PaymentStoreStand {

  private static final String ID = "1900000109:20261122S017D03000042";
  private final Totals totals = new Totals(histories);

  @Test
  void totals_are_those_of_the_histories_however_often_they_were_folded() {
    List<PaymentFact> all = histories(100);
    histories.fold(all);
    Map<String, Long> before = byState();
    histories.fold(all);
    assertThat(byState()).isEqualTo(before);
    long paid =
        all.stream()
            .filter(PaymentFact.Succeeded.class::isInstance)
            .map(fact -> fact.payment().id())
            .distinct()
            .count();
    assertThat(before.get("succeeded")).isEqualTo(paid);
    assertThat(before.values().stream().mapToLong(n -> n).sum()).isEqualTo(100);
    assertThat(totals.sum(TotalsFilter.ALL, List.of()))
        .singleElement()
        .satisfies(row -> assertThat(row.payments()).isEqualTo(100));
    LocalDate day = LocalDate.of(2026, 11, 22);
    assertThat(
            totals.sum(
                new TotalsFilter(day, day, "1900000109", "S017", "D03"),
                EnumSet.allOf(Totals.Part.class)))
        .hasSameSizeAs(before.keySet());
    assertThat(totals.sum(new TotalsFilter(day.plusDays(1), null, null, null, null), List.of()))
        .isEmpty();
  }

  @Test
  void a_crash_between_a_payment_and_its_sums_is_mended_by_whoever_reads_them() {
    histories.fold(List.of(Fixtures.requested()));
    // As far as a batch comes that dies before it counts: marked and written.
    Document found = histories.documents().find(List.of(ID)).get(ID);
    PaymentStore crashed = PaymentStore.in(stores);
    crashed.sums().changing().mark(List.of(minute(found)));
    crashed.foldUncounted(
        List.of(Fixtures.paid(Fixtures.payment(), Stage.PAY)), new java.util.TreeSet<>());

    assertThat(byState()).isEqualTo(Map.of("succeeded", 1L));
    assertThat(RawBytes.of(database.uri(), name, "payments_marks"))
        .as("its writer may still be at work")
        .hasSize(1);
    PaymentStore later =
        PaymentStore.in(
            stores, () -> Instant.now().plus(RecountMarks.LAST).plusSeconds(1), Duration.ZERO);
    assertThat(new Totals(later).sum(TotalsFilter.ALL, List.of())).hasSize(1);
    assertThat(RawBytes.of(database.uri(), name, "payments_marks")).isEmpty();
  }

  @Test
  void batches_of_a_short_time_share_one_counting_and_who_reads_does_not_wait() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    PaymentStore busy = PaymentStore.in(stores, now::get, Duration.ofSeconds(1));
    busy.fold(List.of(Fixtures.requested()));
    busy.fold(List.of(Fixtures.paid(Fixtures.payment(), Stage.PAY)));
    assertThat(RawBytes.of(database.uri(), name, "payments_sums")).isEmpty();
    assertThat(RawBytes.of(database.uri(), name, "payments_marks")).hasSize(1);

    assertThat(byState()).isEqualTo(Map.of("succeeded", 1L));
    busy.countDue();
    assertThat(RawBytes.of(database.uri(), name, "payments_marks")).as("too early").hasSize(1);
    now.updateAndGet(at -> at.plusSeconds(1));
    busy.countDue();
    assertThat(RawBytes.of(database.uri(), name, "payments_marks")).isEmpty();
    assertThat(byState()).isEqualTo(Map.of("succeeded", 1L));
  }

  @Test
  void a_batch_that_is_still_writing_keeps_the_marks_of_its_stretch() {
    histories.fold(List.of(Fixtures.requested()));
    Document found = histories.documents().find(List.of(ID)).get(ID);
    try (DaySums.Changing slow = histories.sums().changing()) {
      slow.mark(List.of(minute(found)));
      histories.countDue();
      histories.fold(List.of(Fixtures.paid(Fixtures.payment(), Stage.PAY)));
      assertThat(RawBytes.of(database.uri(), name, "payments_marks")).isNotEmpty();
    }
    histories.countDue();
    assertThat(RawBytes.of(database.uri(), name, "payments_marks")).isEmpty();
  }

  @Test
  void totals_and_the_view_say_what_was_asked_settled_paid_and_given() {
    PaidDetails coupons =
        new PaidDetails(
            1000L,
            800L,
            480L,
            List.of(
                new PaidDetails.Coupon("2000000001", PaidDetails.CouponType.CASH, 200),
                new PaidDetails.Coupon("2000000002", PaidDetails.CouponType.NO_CASH, 280)),
            "CNY",
            "CNY",
            "CMB_CREDIT",
            PaidDetails.TradeType.MICROPAY,
            true,
            null,
            null,
            null);
    histories.fold(List.of(Fixtures.paid(Fixtures.payment(), Stage.PAY).with(coupons)));
    histories.fold(List.of(Fixtures.paid(payment("OLDER"), Stage.PAY)));
    histories.fold(
        List.of(
            Fixtures.paid(payment("DOUBTED"), Stage.QUERY)
                .with(doubted(1L, 9999L, PaidDetails.Doubt.CASH_AND_COUPONS))));

    assertThat(totals.sum(TotalsFilter.ALL, List.of(Totals.Part.STATE)))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.money())
                    .isEqualTo(new Totals.Money(3840, 3840 - 280, 3840 - 480, 480)));
    PaymentView view = reader.find(ID).orElseThrow();
    assertThat(view.settledFen()).isEqualTo(1000);
    assertThat(view.cashFen()).isEqualTo(800);
    assertThat(view.couponFen()).isEqualTo(480);
    PaymentView older = reader.find("1900000109:OLDER").orElseThrow();
    assertThat(older.settledFen()).isEqualTo(1280);
    assertThat(older.cashFen()).as("nobody said it").isNull();
    PaymentView doubted = reader.find("1900000109:DOUBTED").orElseThrow();
    assertThat(doubted.settledFen()).isEqualTo(1280);
    assertThat(doubted.amountsDoubt()).isEqualTo("cash_and_coupons");
  }

  private static PaidDetails doubted(long cash, long coupon, PaidDetails.Doubt doubt) {
    return new PaidDetails(
        null, cash, coupon, List.of(), null, null, null, null, null, null, null, doubt);
  }

  @Test
  void a_payment_that_moves_to_another_day_leaves_nothing_behind() {
    histories.fold(List.of(Fixtures.requested()));
    PaymentRef late = Fixtures.payment();
    Instant nextDay = late.requestedAt().plus(Duration.ofDays(1));
    histories.fold(
        List.of(
            new PaymentFact.Succeeded(
                late, Stage.PAY, "4200000000202611220000000001", nextDay, nextDay)));

    assertThat(totals.sum(TotalsFilter.ALL, List.of(Totals.Part.DAY)))
        .singleElement()
        .satisfies(row -> assertThat(row.parts()).containsEntry("day", "2026-11-23"));
    assertThat(RawBytes.of(database.uri(), name, "payments_sums")).hasSize(1);
  }

  @Test
  void sums_that_an_older_service_kept_in_its_way_are_counted_anew() {
    histories.fold(List.of(Fixtures.requested()));
    Map<String, String> counted = RawBytes.of(database.uri(), name, "payments_sums");
    BulkDocuments sums = stores.bulk("payments_sums", Map.of());
    Document document = sums.find(new Document(), new Document(), 1).getFirst();
    document.remove("lines");
    document.remove("in_wide_parts");
    sums.put(List.of(document.append("ver", 7L).append("rows", List.of())));

    assertThat(byState()).isEqualTo(Map.of("requested", 1L));
    assertThat(RawBytes.of(database.uri(), name, "payments_sums")).isEqualTo(counted);
  }

  @Test
  void a_change_has_its_minute_counted_and_no_other_of_the_day() {
    PaymentRef early = Fixtures.payment("EARLY", 1);
    PaymentRef late = at("LATE", Duration.ofMinutes(1));
    PaymentRef later = at("LATER", Duration.ofHours(2));
    histories.fold(List.of(Fixtures.requested(early), Fixtures.requested(late)));
    Document hidden = hide(early);

    PaymentStore other = PaymentStore.in(stores);
    other.fold(List.of(Fixtures.paid(late, Stage.PAY), Fixtures.requested(later)));
    assertThat(byState()).isEqualTo(Map.of("requested", 2L, "succeeded", 1L));

    other.sums().recount(List.of(minute(hidden)));
    assertThat(byState()).isEqualTo(Map.of("requested", 1L, "succeeded", 1L, "hidden", 1L));
  }

  @Test
  void who_alone_writes_a_minute_counts_it_once_and_no_longer_when_another_writes_it() {
    histories.fold(List.of(Fixtures.requested()));
    hide(Fixtures.payment());
    histories.fold(List.of(Fixtures.requested(Fixtures.payment("B", 1))));
    assertThat(byState()).as("known, not looked at").isEqualTo(Map.of("requested", 2L));

    PaymentStore.in(stores).fold(List.of(Fixtures.requested(Fixtures.payment("C", 1))));
    histories.fold(List.of(Fixtures.requested(Fixtures.payment("D", 1))));
    assertThat(byState()).isEqualTo(Map.of("hidden", 1L, "requested", 3L));
  }

  /** Behind the sums' back: whoever reads this document again counts it otherwise. */
  private Document hide(PaymentRef payment) {
    BulkDocuments documents = histories.documents();
    Document found = documents.find(List.of(payment.id().toString())).values().iterator().next();
    documents.put(List.of(found.append("state", "hidden").append("ver", 7L)));
    return found;
  }

  @Test
  void a_day_that_an_older_service_counted_as_a_whole_is_taken_apart_when_it_changes() {
    histories.fold(List.of(Fixtures.requested(), Fixtures.requested(Fixtures.payment("B", 1))));
    Map<String, String> counted = RawBytes.of(database.uri(), name, "payments_parts");
    BulkDocuments sums = stores.bulk("payments_sums", Map.of());
    Document document = sums.find(new Document(), new Document(), 1).getFirst();
    document.remove("in_wide_parts");
    sums.put(List.of(document.append("ver", 7L)));
    stores.bulk("payments_parts", Map.of()).clear();
    assertThat(byState()).isEqualTo(Map.of("requested", 2L));

    histories.fold(List.of(Fixtures.requested(at("C", Duration.ofMinutes(5)))));
    assertThat(byState()).isEqualTo(Map.of("requested", 3L));
    assertThat(RawBytes.of(database.uri(), name, "payments_parts"))
        .as("two minutes, and their hour or hours")
        .containsKeys(counted.keySet().toArray(String[]::new));
  }

  private TimeSlot minute(Document document) {
    return histories.sums().slot(document).orElseThrow();
  }

  private Map<String, Long> byState() {
    Map<String, Long> states = new TreeMap<>();
    totals
        .sum(TotalsFilter.ALL, List.of(Totals.Part.STATE))
        .forEach(row -> states.put(row.parts().get("state"), row.payments()));
    return states;
  }
}
