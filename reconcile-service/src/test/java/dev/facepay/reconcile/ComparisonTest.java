package dev.facepay.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.reconcile.Entry.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table. An entry is written {@code kind amount[/settlement][@day][:ref][%rate]}: day 0 is the
 * bill's, 1 the next.
 */
class ComparisonTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // Both sides agree.
        "PAID 1280; BILL_PAYMENT 1280 | ",
        "REVERSED 1280; BILL_PAYMENT 1280; BILL_REVERSAL 1280 | ",
        "REVERSED 1280 | ",
        "FAILED 1280 | ",
        "PAID 1280; REFUNDED 500:R1; BILL_PAYMENT 1280; BILL_REFUND 500:R1 | ",
        "REFUND_ASKED 500:R1; BILL_REFUND 500:R1 | ",
        "REFUND_ASKED 500:R1; REFUNDED 500:R1; BILL_REFUND 500:R1 | ",
        "REFUND_ASKED 500:R1; REFUND_FAILED 500:R1 | ",
        "REFUNDED 500:R1!W9; BILL_REFUND 500:W9 | ",
        // Midnight: each day has its own lines.
        "PAID 1280@1 | ",
        "PAID 1280@-1 | ",
        "REVERSED 1280@1; BILL_PAYMENT 1280 | ",
        "REVERSED 1280; BILL_REVERSAL 1280 | ",
        "REFUNDED 500@1:R1 | ",
        "REFUNDED 500@-1:R1; BILL_REFUND 500:R1 | ",
        // What differs.
        "BILL_PAYMENT 1280 | MISSING_HERE",
        "PAID 1280 | MISSING_THERE",
        "PAID 1280; BILL_PAYMENT 1281 | AMOUNT",
        "PAID 1280/1200; BILL_PAYMENT 1280/1280 | AMOUNT",
        "PAID 1280/1200; BILL_PAYMENT 1280/1200 | ",
        "PAID 1280@1; BILL_PAYMENT 1280 | DAY",
        "PAID 1280@-1; BILL_PAYMENT 1281 | AMOUNT DAY",
        "PAID 1280; BILL_PAYMENT 1280; BILL_PAYMENT 1280 | TWICE",
        "FAILED 1280; BILL_PAYMENT 1280 | STATE",
        "REVERSED 1280; BILL_PAYMENT 1280 | STATE",
        "PAID 1280; BILL_PAYMENT 1280; BILL_REVERSAL 1280 | STATE",
        "BILL_PAYMENT 1280; BILL_REVERSAL 1280 | STATE",
        "BILL_REVERSAL 1280 | STATE",
        "PAID 1280; BILL_PAYMENT 1280; BILL_REFUND 500:R1 | REFUND",
        "PAID 1280; REFUNDED 500:R1; BILL_PAYMENT 1280 | REFUND",
        "REFUNDED 500:R1; BILL_REFUND 499:R1 | REFUND",
        "REFUND_FAILED 500:R1; BILL_REFUND 500:R1 | REFUND",
        "REFUNDED 500/480:R1; BILL_REFUND 500/500:R1 | REFUND",
        "REFUNDED 500/480:R1; BILL_REFUND 500/480:R1 | ",
        "REFUNDED 500:R1; BILL_REFUND 500:R1; BILL_REFUND 500:R1 | TWICE",
        "REFUNDED 500:R1; BILL_REFUND 500:R1; BILL_REFUND 300:R2 | REFUND",
        "REVERSED 1; BILL_REVERSAL 1; BILL_REVERSAL 1 | TWICE",
        "REVERSED 1280; BILL_PAYMENT 1280; BILL_REVERSAL 1279 | AMOUNT",
        "REVERSED 1280; BILL_REVERSAL 1279 | AMOUNT",
        "REVERSED 1280; BILL_PAYMENT 1281; BILL_REVERSAL 1280 | AMOUNT",
      })
  void what_a_number_comes_to(String entries, String differences) {
    assertThat(kinds(null, entries)).isEqualTo(differences == null ? "" : differences);
  }

  @Test
  void the_rate_is_compared_where_one_was_agreed_on() {
    assertThat(kinds("0.60%", "PAID 1280; BILL_PAYMENT 1280%0.60%")).isEmpty();
    assertThat(kinds("0.60%", "PAID 1280; BILL_PAYMENT 1280%1.00%")).isEqualTo("FEE_RATE");
    assertThat(kinds(null, "PAID 1280; BILL_PAYMENT 1280%1.00%")).isEmpty();
  }

  @Test
  void an_entry_comes_back_as_it_was_and_ours_sorts_before_theirs() {
    List<Entry> entries = entries("PAID 1280; REFUNDED 5:R1; BILL_PAYMENT 1280%0.60%");
    List<String> lines = entries.stream().map(Entry::toLine).toList();
    assertThat(lines).isSorted();
    assertThat(lines.stream().map(Entry::ofLine).toList()).isEqualTo(entries);
    assertThat(Entry.numberOf(lines.getFirst())).isEqualTo("A1");
  }

  private static String kinds(@Nullable String rate, String entries) {
    return Comparison.of(DAY, rate, entries(entries)).stream()
        .map(it -> it.kind().name())
        .collect(Collectors.joining(" "));
  }

  static List<Entry> entries(String text) {
    return Arrays.stream(text.split("; ")).map(ComparisonTest::entry).toList();
  }

  private static Entry entry(String text) {
    Matcher cells =
        Pattern.compile(
                "(\\w+) (\\d+)(?:/(\\d+))?(?:@(-?\\d))?(?::([\\w@]+))?(?:!(\\w+))?(?:%(.*))?")
            .matcher(text.strip());
    assertThat(cells.matches()).as(text).isTrue();
    Kind kind = Kind.valueOf(cells.group(1));
    long fen = Long.parseLong(cells.group(2));
    int days = cells.group(4) == null ? 0 : Integer.parseInt(cells.group(4));
    Instant at = DAY.plusDays(days).atTime(12, 0).toInstant(Comparison.ZONE);
    long settlement =
        cells.group(3) != null ? Long.parseLong(cells.group(3)) : kind.isTheirs() ? fen : -1;
    return new Entry(
        "A1",
        kind,
        cells.group(5) == null ? "" : cells.group(5),
        at,
        "",
        kind.isTheirs() ? "" : "S017",
        cells.group(6) == null ? "" : cells.group(6),
        fen,
        settlement,
        0,
        cells.group(7) == null ? "" : cells.group(7),
        0);
  }
}
