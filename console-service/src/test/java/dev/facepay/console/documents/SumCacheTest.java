package dev.facepay.console.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SumCacheTest {

  private static final StoreDay PLACE = new StoreDay("2026-11-22", "1900000109", "S017");
  private static final TimeSlot MINUTE = new TimeSlot(PLACE, "2026-11-22T02:30");

  private final SumCache known = new SumCache();

  @Test
  void what_was_counted_is_known_and_a_batch_changes_it() {
    counted(7L, sum("face succeeded", 3, 300), sum("face requested", 1, 100));

    known.begin(MINUTE);
    known.changed(MINUTE, sum("face requested", 1, 100), -1);
    known.changed(MINUTE, sum("face succeeded", 1, 100), 1);
    known.end(MINUTE, true);

    assertThat(known.now(MINUTE))
        .hasValueSatisfying(
            now -> {
              assertThat(now.ver()).isEqualTo(7);
              assertThat(now.sums()).containsExactly(sum("face succeeded", 4, 400));
            });
    known.written(MINUTE, 8L);
    assertThat(known.now(MINUTE)).hasValueSatisfying(now -> assertThat(now.ver()).isEqualTo(8));
  }

  @Test
  void a_count_that_a_batch_wrote_into_is_not_kept() {
    Map<TimeSlot, Long> began = known.counting(List.of(MINUTE));
    known.begin(MINUTE);
    known.counted(MINUTE, began, 7L, List.of(sum("face requested", 1, 100)));
    assertThat(known.now(MINUTE)).as("still writing").isEmpty();

    began = known.counting(List.of(MINUTE));
    known.end(MINUTE, true);
    known.counted(MINUTE, began, 8L, List.of());
    assertThat(known.now(MINUTE)).as("was writing when it began").isEmpty();

    began = known.counting(List.of(MINUTE));
    known.begin(MINUTE);
    known.end(MINUTE, true);
    known.counted(MINUTE, began, 9L, List.of());
    assertThat(known.now(MINUTE)).as("has written meanwhile").isEmpty();

    counted(10L);
    assertThat(known.now(MINUTE)).isPresent();
  }

  @Test
  void a_batch_of_which_nobody_knows_what_it_has_written_leaves_nothing_known() {
    counted(7L);
    known.begin(MINUTE);
    known.end(MINUTE, false);
    assertThat(known.now(MINUTE)).isEmpty();
  }

  @Test
  void what_others_have_marked_is_forgotten() {
    counted(7L);
    known.forget(MINUTE);
    assertThat(known.now(MINUTE)).isEmpty();
    counted(8L);
    known.forgetAll();
    assertThat(known.now(MINUTE)).isEmpty();
  }

  private void counted(long ver, DaySum... sums) {
    known.counted(MINUTE, known.counting(List.of(MINUTE)), ver, List.of(sums));
  }

  private static DaySum sum(String kind, long count, long fen) {
    return new DaySum(PLACE, "D03", kind, count, List.of(fen));
  }
}
