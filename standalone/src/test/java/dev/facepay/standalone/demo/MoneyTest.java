package dev.facepay.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.BillFact;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.Difference;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.DifferenceKind;
import dev.facepay.payment.MerchantId;
import dev.facepay.standalone.demo.Money.Back;
import dev.facepay.standalone.demo.Money.Compared;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoneyTest {

  private static final MerchantId MERCHANT = new MerchantId("1900000109");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  @Test
  void the_closing_lines_tell_the_whole_money() {
    Money money =
        Money.of(
            new Back(2, 1, 100_000, 4_000, 4_000, 4_000),
            Compared.of(1, 0, List.of(), List.of(reconciled(12, 0))));
    assertThat(money.allWell()).isTrue();
    assertThat(money.lines())
        .containsExactly(
            "refunds: 2 whole, 1 in part, ¥40.00; gross ¥1000.00, net ¥960.00 (topics, gateway's"
                + " ledger)",
            "bill reconciled: 12 lines, 0 differences; fees ¥5.76, net ¥954.24");
  }

  @Test
  void planted_differences_are_each_found_and_explained() {
    List<BillFact> first =
        List.of(
            found(DifferenceKind.AMOUNT), found(DifferenceKind.MISSING_THERE), reconciled(11, 2));
    List<BillFact> all =
        List.of(
            first.get(0),
            first.get(1),
            first.get(2),
            explained(DifferenceKind.AMOUNT),
            explained(DifferenceKind.MISSING_THERE),
            reconciled(12, 0));
    Money money = Money.of(null, Compared.of(1, 2, first, all));
    assertThat(money.allWell()).isTrue();
    assertThat(money.lines().getFirst())
        .isEqualTo(
            "a wrong bill: 2 differences planted, 2 found (amount, missing_there), 2 explained by"
                + " the next; bill reconciled: 12 lines, 0 differences; fees ¥5.76, net ¥954.24");
    assertThat(Money.of(null, Compared.of(1, 3, first, all)).faults())
        .as("one was not found")
        .hasSize(1);
    assertThat(Money.of(null, Compared.of(1, 2, first, first)).faults())
        .as("none was explained")
        .hasSize(1);
  }

  @Test
  void what_is_off_is_said() {
    assertThat(Money.of(new Back(1, 0, 100, 40, 40, 0), null).faults())
        .containsExactly("refunds of ¥0.40 were asked for; the topics say ¥0.40, the ledger ¥0.00");
    assertThat(Money.of(null, Compared.of(2, 0, List.of(), List.of(reconciled(1, 0)))).faults())
        .as("one bill was not compared")
        .hasSize(1);
    List<BillFact> differs = List.of(found(DifferenceKind.STATE), reconciled(1, 1));
    assertThat(Money.of(null, Compared.of(1, 0, differs, differs)).allWell()).isFalse();
  }

  private static DayReconciled reconciled(long lines, long open) {
    return new DayReconciled(
        MERCHANT, DAY, lines, open, 100_000, 0, 4_000, 576, 95_424, "aa", NOW.plusMillis(lines));
  }

  private static DifferenceFound found(DifferenceKind kind) {
    return new DifferenceFound(
        MERCHANT, DAY, difference(kind), null, null, "", "", null, null, "SUCCESS");
  }

  private static DifferenceExplained explained(DifferenceKind kind) {
    return new DifferenceExplained(MERCHANT, DAY, difference(kind), NOW);
  }

  private static Difference difference(DifferenceKind kind) {
    return new Difference(kind, "A1", null, NOW);
  }
}
