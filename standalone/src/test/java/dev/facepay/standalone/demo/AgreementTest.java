package dev.facepay.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.demo.Agreement.Book;
import dev.facepay.standalone.demo.Agreement.Figures;
import dev.facepay.standalone.demo.Agreement.Reports;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever counts otherwise is named, and what was not looked at is no fault. */
class AgreementTest {

  private static final Figures RUN = new Figures(200, 160, 2_000_000);
  private static final Reports ALL = new Reports(43, 43, 0, 43, 0);

  @Test
  void equal_figures_and_full_coverage_are_well() {
    Agreement agreement =
        Agreement.of(List.of(Book.of("devices", RUN), Book.of("topics", RUN)), ALL);
    assertThat(agreement.allWell()).isTrue();
    assertThat(ALL.words())
        .isEqualTo(
            "trade reports: 43 due, 43 confirmed, coverage 100 %;"
                + " reported twice by the SDKs' own count: 0");
  }

  @Test
  void what_was_not_looked_at_is_no_fault() {
    Book unseen = Book.notLookedAt("metrics", "its address is not known here");
    assertThat(Agreement.of(List.of(Book.of("devices", RUN), unseen), null).allWell()).isTrue();
  }

  @Test
  void each_number_that_differs_is_a_fault_that_says_who_counted_what() {
    for (Figures other :
        List.of(
            new Figures(199, 160, 2_000_000),
            new Figures(200, 159, 2_000_000),
            new Figures(200, 160, 1_999_999))) {
      Agreement agreement =
          Agreement.of(List.of(Book.of("devices", RUN), Book.of("read side", other)), ALL);
      assertThat(agreement.faults())
          .singleElement()
          .asString()
          .contains("devices 200 orders, 160 paid", "read side " + other.words());
    }
  }

  @Test
  void a_report_that_is_missing_or_was_made_twice_is_a_fault() {
    for (Reports reports :
        List.of(
            new Reports(43, 42, 0, 43, 0),
            new Reports(43, 43, 1, 43, 0),
            new Reports(43, 43, 0, 42, 0),
            new Reports(43, 43, 0, 43, 1))) {
      assertThat(Agreement.of(List.of(Book.of("devices", RUN)), reports).faults()).hasSize(1);
    }
    assertThat(new Reports(4, 4, 1, 4, 0).words()).contains("4 due, 3 confirmed, coverage 75.0 %");
  }
}
