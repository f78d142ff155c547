package dev.facepay.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.MerchantId;
import dev.facepay.reconcile.Books.Sums;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayStateTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
  private static final Instant BEGIN = DAY.atStartOfDay().toInstant(Comparison.ZONE);
  private static final ReconcileSettings SETTINGS = ReconcileSettings.defaults();

  @ParameterizedTest(name = "{0} after its begin, {1} open, {2} unasked: again in {3}")
  @CsvSource({
    "PT34H, 0, 0, ",
    "PT34H, 2, 0, PT6H",
    "PT34H, 2, 1, PT30M",
    // Its bill had not been the last one.
    "PT23H, 0, 0, PT6H",
    "PT24H, 0, 0, ",
    // WeChat gives it out no more.
    "P100D, 2, 1, ",
  })
  void a_day_is_compared_again_while_anything_is_open_and_until_it_is_over(
      Duration after, long open, long unasked, @Nullable Duration again) {
    Instant now = BEGIN.plus(after);
    DayState compared =
        DayState.begun(new MerchantId("1900000109"), DAY, BEGIN)
            .compared(now, "aa", open, unasked, Sums.NONE, SETTINGS);
    assertThat(compared.told().dueAt()).isEqualTo(again == null ? null : now.plus(again));
    assertThat(compared.dueAt())
        .as("until it is told somebody must come back")
        .isEqualTo(again == null ? now : now.plus(again));
  }
}
