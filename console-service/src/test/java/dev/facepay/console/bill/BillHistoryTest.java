package dev.facepay.console.bill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.BillFact;
import dev.facepay.payment.BillFact.BillTaken;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillKind;
import dev.facepay.payment.MerchantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A day's bill, folded: neither order nor repeats are seen, and the last word counts. */
class BillHistoryTest {

  private static final MerchantId MERCHANT = new MerchantId("1900000109");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  /** 10:00 of the day after, in Shanghai. */
  private static final Instant READY = Instant.parse("2026-11-23T02:00:00Z");

  private static BillFact taken(long faults, int minutes) {
    return new BillTaken(
        MERCHANT, DAY, BillKind.TRADES, "a".repeat(64), 9, 3, faults, after(minutes));
  }

  private static BillFact compared(long open, int minutes) {
    return new DayReconciled(MERCHANT, DAY, 3, open, 100, 0, 0, 1, 99, "", after(minutes));
  }

  private static Instant after(int minutes) {
    return READY.plusSeconds(60L * minutes);
  }

  static Stream<List<Object>> states() {
    return Stream.of(
        List.of(BillState.BROKEN, List.of(taken(2, 0))),
        List.of(BillState.MISSING, List.of(taken(0, 0))),
        List.of(BillState.MISSING, List.of(taken(2, 0), taken(0, 30))),
        List.of(BillState.DIFFERENCES, List.of(taken(0, 0), compared(1, 1))),
        List.of(BillState.RECONCILED, List.of(taken(0, 0), compared(1, 1), compared(0, 2))),
        List.of(BillState.DIFFERENCES, List.of(compared(0, 1), compared(1, 2))),
        // What was compared counts, until it is compared anew.
        List.of(BillState.RECONCILED, List.of(compared(0, 1), taken(1, 2))));
  }

  @ParameterizedTest
  @MethodSource("states")
  void the_newest_of_each_kind_says_how_a_day_stands(List<Object> row) {
    List<BillFact> facts = ((List<?>) row.getLast()).stream().map(BillFact.class::cast).toList();
    BillHistory told = fold(facts);
    assertThat(BillState.of(told, after(60))).isEqualTo(row.getFirst());
    assertThat(fold(facts.reversed())).isEqualTo(told);
    assertThat(fold(Stream.concat(facts.stream(), facts.stream()).toList())).isEqualTo(told);
    assertThat(BillHistory.read(told.write())).isEqualTo(told);
  }

  @Test
  void a_day_without_a_bill_is_missing_from_the_hour_on_in_which_wechat_has_it() {
    assertThat(BillState.ofNone(DAY, READY.minusMillis(1))).isEqualTo(BillState.WAITING);
    assertThat(BillState.ofNone(DAY, READY)).isEqualTo(BillState.MISSING);
  }

  private static BillHistory fold(List<BillFact> facts) {
    return facts.stream().map(BillHistory::of).reduce(BillHistory::and).orElseThrow();
  }
}
