package dev.facepay.console.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AlarmFact;
import dev.facepay.payment.AlarmFact.About;
import dev.facepay.payment.AlarmFact.Acknowledged;
import dev.facepay.payment.AlarmFact.Alarm;
import dev.facepay.payment.AlarmFact.Assigned;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.testkit.Fixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people said of an alarm, folded: the last word on whose it is, the first that saw it. */
class AlarmHistoryTest {

  private static final Instant SINCE = minute(0);
  private static final Instant LAST = minute(10);

  private static final Alarm ALARM =
      new Alarm(About.PAYMENT, "1900000109:A1", new MerchantId("1900000109"), new StoreId("S017"));

  private static Instant minute(int minute) {
    return Fixtures.T0.plusSeconds(60L * minute);
  }

  private static AlarmFact seen(int minute, String who) {
    return new Acknowledged(ALARM, who, null, minute(minute));
  }

  private static AlarmFact given(int minute, String who, @Nullable String assignee) {
    return new Assigned(ALARM, assignee, who, "because " + minute, minute(minute));
  }

  static Stream<Arguments> views() {
    return Stream.of(
        Arguments.of("nobody spoke", List.of(), "-", "-", "-"),
        Arguments.of("seen", List.of(seen(11, "li")), "li", "-", "-"),
        Arguments.of(
            "the first to see it", List.of(seen(12, "wang"), seen(11, "li")), "li", "-", "-"),
        Arguments.of("seen at that very moment", List.of(seen(10, "li")), "li", "-", "-"),
        Arguments.of("seen before the newest of it", List.of(seen(9, "li")), "-", "-", "-"),
        Arguments.of(
            "who gives it has seen it",
            List.of(given(11, "li", "wang")),
            "li",
            "wang",
            "because 11"),
        Arguments.of(
            "it stays his when something new comes",
            List.of(given(1, "li", "wang")),
            "-",
            "wang",
            "because 1"),
        Arguments.of(
            "the last word",
            List.of(given(12, "wang", "li"), given(11, "li", "wang")),
            "li",
            "li",
            "because 12"),
        Arguments.of(
            "given back",
            List.of(given(11, "li", "wang"), given(12, "wang", null)),
            "li",
            "-",
            "because 12"),
        Arguments.of(
            "of an alarm before this one",
            List.of(given(-1, "li", "wang"), seen(-1, "li")),
            "-",
            "-",
            "-"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("views")
  void what_counts_for_an_alarm(
      String name, List<AlarmFact> facts, String seenBy, String assignee, String why) {
    AlarmView view = AlarmHistory.of(facts).view(SINCE, LAST);
    assertThat(text(view.acknowledgedBy())).isEqualTo(seenBy);
    assertThat(text(view.assignee())).isEqualTo(assignee);
    assertThat(text(view.why())).isEqualTo(why);
    assertThat(view.acknowledgedAt() == null).isEqualTo(view.acknowledgedBy() == null);
    assertThat(view.assignedBy() == null).isEqualTo(view.assignee() == null);
  }

  private static String text(@Nullable String value) {
    return value == null ? "-" : value;
  }

  @Test
  void neither_order_nor_repeats_are_seen_not_even_beyond_the_bound() {
    List<AlarmFact> facts = new ArrayList<>();
    for (int i = 0; i < AlarmHistory.WORDS_MAX + 40; i++) {
      facts.add(i % 3 == 0 ? seen(i, "li") : given(i, "li", "wang" + i));
    }
    AlarmHistory whole = AlarmHistory.of(facts);
    for (int seed = 0; seed < 20; seed++) {
      List<AlarmFact> twice = new ArrayList<>(facts);
      twice.addAll(facts);
      Collections.shuffle(twice, new Random(seed));
      int cut = new Random(seed).nextInt(twice.size());
      AlarmHistory one = AlarmHistory.of(twice.subList(0, cut));
      AlarmHistory other = AlarmHistory.of(twice.subList(cut, twice.size()));
      assertThat(one.and(other)).isEqualTo(whole);
      assertThat(other.and(one)).isEqualTo(whole);
    }
    assertThat(whole.words()).hasSize(AlarmHistory.WORDS_MAX);
    assertThat(whole.view(SINCE, LAST).assignee())
        .isEqualTo("wang" + (AlarmHistory.WORDS_MAX + 39));
  }
}
