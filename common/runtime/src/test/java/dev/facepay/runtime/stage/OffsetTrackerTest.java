package dev.facepay.runtime.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.runtime.stage.OffsetTracker.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

  @Test
  void whatever_the_order_of_finishing_the_position_is_the_end_of_the_finished_prefix() {
    for (long seed = 0; seed < 5_000; seed++) {
      runRandomSchedule(seed);
    }
  }

  private static void runRandomSchedule(long seed) {
    Random random = new Random(seed);
    OffsetTracker<Long> tracker = new OffsetTracker<>();
    List<Entry<Long>> open = new ArrayList<>();
    List<Long> openOffsets = new ArrayList<>();
    Set<Long> finished = new HashSet<>();
    TreeSet<Long> begun = new TreeSet<>();
    long next = random.nextInt(1000);
    long position = -1;
    int toBegin = 1 + random.nextInt(60);
    while (toBegin > 0 || !open.isEmpty()) {
      if (toBegin > 0 && (open.isEmpty() || random.nextInt(100) < 55)) {
        open.add(tracker.begin(next, next));
        openOffsets.add(next);
        begun.add(next);
        // Logs have gaps: markers of transactions, compacted records.
        next += random.nextInt(5) == 0 ? 1 + random.nextInt(4) : 1;
        toBegin--;
      } else {
        int which = random.nextInt(open.size());
        finished.add(openOffsets.remove(which));
        Long moved = tracker.end(open.remove(which));
        if (moved != null) {
          assertThat(moved).as("seed %d only forward", seed).isGreaterThan(position);
          position = moved;
        }
      }
      Long expected = newestOfFinishedPrefix(begun, finished);
      assertThat(position).as("seed %d", seed).isEqualTo(expected == null ? -1 : expected);
      assertThat(tracker.open()).isEqualTo(open.size());
      assertThat(tracker.held()).as("seed %d memory", seed).isLessThanOrEqualTo(2 * open.size());
      assertThat(new HashSet<>(tracker.openValues())).isEqualTo(new HashSet<>(openOffsets));
    }
  }

  private static Long newestOfFinishedPrefix(TreeSet<Long> begun, Set<Long> finished) {
    Long newest = null;
    for (Long offset : begun) {
      if (!finished.contains(offset)) {
        break;
      }
      newest = offset;
    }
    return newest;
  }

  @Test
  void one_slow_record_holds_the_position_but_not_the_memory() {
    OffsetTracker<Long> tracker = new OffsetTracker<>();
    Entry<Long> slow = tracker.begin(0, 0L);
    for (long offset = 1; offset <= 100_000; offset++) {
      assertThat(tracker.end(tracker.begin(offset, offset))).isNull();
    }

    assertThat(tracker.held()).isEqualTo(2);
    assertThat(tracker.oldestOpen()).isEqualTo(0L);
    assertThat(tracker.end(slow)).isEqualTo(100_000L);
    assertThat(tracker.oldestOpen()).isNull();
  }

  @Test
  void a_log_that_jumps_back_is_not_mixed_up_with_the_old_one() {
    OffsetTracker<Long> tracker = new OffsetTracker<>();
    tracker.begin(7, 7L);

    assertThat(tracker.follows(7)).isFalse();
    assertThat(tracker.follows(8)).isTrue();
    assertThatThrownBy(() -> tracker.begin(7, 7L)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ending_twice_is_a_bug() {
    OffsetTracker<Long> tracker = new OffsetTracker<>();
    tracker.begin(1, 1L);
    Entry<Long> second = tracker.begin(2, 2L);
    tracker.end(second);

    assertThatThrownBy(() -> tracker.end(second)).isInstanceOf(IllegalStateException.class);
  }
}
