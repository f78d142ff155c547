package dev.facepay.console.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.documents.Cursor;
import dev.facepay.console.payment.Slices.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlicesTest {

  private static final Instant FROM = Instant.parse("2026-11-22T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofMinutes(500));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_whole_stretch_is_looked_at_once(boolean oldestFirst) {
    Slices slices = new Slices(FROM, TO, oldestFirst);
    List<Slice> all = new ArrayList<>();
    while (!slices.isDone()) {
      all.add(slices.next());
      slices.took(Duration.ofNanos(all.size()));
    }
    List<Slice> inTime = oldestFirst ? all : all.reversed();
    assertThat(inTime.getFirst().from()).isEqualTo(FROM);
    assertThat(inTime.getLast().to()).isEqualTo(TO);
    for (int i = 1; i < inTime.size(); i++) {
      assertThat(inTime.get(i).from()).isEqualTo(inTime.get(i - 1).to());
    }
    assertThat(all).as("1, 2, 4 hours, and the rest").hasSize(4);
  }

  @Test
  void what_took_long_is_followed_by_no_longer_piece() {
    Slices slices = new Slices(FROM, TO, true);
    slices.next();
    slices.took(Duration.ofSeconds(1));
    assertThat(Duration.between(slices.next().from(), slices.cursor().at().plusMillis(1)))
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void nothing_is_between_the_edge_and_where_a_later_search_goes_on() {
    Slices back = new Slices(FROM, TO, false);
    Slice last = back.next();
    assertThat(back.cursor()).isEqualTo(new Cursor(last.from(), ""));
    Slices forth = new Slices(FROM, TO, true);
    Slice first = forth.next();
    assertThat(forth.cursor()).isLessThan(new Cursor(first.to(), ""));
    assertThat(forth.cursor()).isGreaterThan(new Cursor(first.to().minusMillis(1), "zzz"));
    assertThat(new Slices(TO, FROM, true).isDone()).isTrue();
  }
}
