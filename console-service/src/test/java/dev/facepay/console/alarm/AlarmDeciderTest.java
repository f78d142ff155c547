package dev.facepay.console.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.alarm.AlarmDecider.Answer;
import dev.facepay.console.alarm.AlarmDecider.Request;
import dev.facepay.console.alarm.AlarmStore.Standing;
import dev.facepay.payment.AlarmFact.About;
import dev.facepay.payment.AlarmFact.Acknowledged;
import dev.facepay.payment.AlarmFact.Alarm;
import dev.facepay.payment.AlarmFact.Assigned;
import dev.facepay.payment.MerchantId;
import dev.facepay.testkit.Fixtures;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be said of an alarm, and what needs no saying. */
class AlarmDeciderTest {

  private static final Instant SINCE = Fixtures.T0;
  private static final Instant LAST = SINCE.plusSeconds(60);
  private static final Instant NOW = SINCE.plusSeconds(600);
  private static final Alarm ALARM =
      new Alarm(About.REPORT, "1900000109:A1", new MerchantId("1900000109"), null);
  private static final Optional<Standing> OPEN = Optional.of(new Standing(ALARM, SINCE, LAST));
  private static final AlarmView SEEN = new AlarmView("li", "then", null, null, null, "I look");
  private static final AlarmView WANGS = new AlarmView("li", "then", "wang", "li", "then", "his");

  private static Request seen(@Nullable String why) {
    return new Request(false, null, "zhao", why, NOW);
  }

  private static Request given(@Nullable String assignee, @Nullable String why) {
    return new Request(true, assignee, "zhao", why, NOW);
  }

  private static Answer decide(AlarmView known, Request request) {
    return AlarmDecider.decide(OPEN, known, request);
  }

  @Test
  void what_stands_is_seen_and_given_with_the_name_and_the_words() {
    assertThat(decide(AlarmView.NONE, seen("I look")))
        .isEqualTo(new Answer.Say(new Acknowledged(ALARM, "zhao", "I look", NOW)));
    assertThat(decide(AlarmView.NONE, given("wang", null)))
        .isEqualTo(new Answer.Say(new Assigned(ALARM, "wang", "zhao", null, NOW)));
    assertThat(decide(WANGS, given("zhao", null)))
        .isEqualTo(new Answer.Say(new Assigned(ALARM, "zhao", "zhao", null, NOW)));
    assertThat(decide(WANGS, given(null, "he is ill")))
        .isEqualTo(new Answer.Say(new Assigned(ALARM, null, "zhao", "he is ill", NOW)));
  }

  @Test
  void what_is_so_already_is_not_said_again_unless_with_other_words() {
    assertThat(decide(SEEN, seen(null))).isEqualTo(new Answer.Known());
    assertThat(decide(SEEN, seen("I look"))).isEqualTo(new Answer.Known());
    assertThat(decide(SEEN, seen("still"))).isInstanceOf(Answer.Say.class);
    assertThat(decide(WANGS, given("wang", null))).isEqualTo(new Answer.Known());
    assertThat(decide(WANGS, given("wang", "his"))).isEqualTo(new Answer.Known());
    assertThat(decide(WANGS, given("wang", "his merchant"))).isInstanceOf(Answer.Say.class);
    assertThat(decide(SEEN, given(null, null))).isEqualTo(new Answer.Known());
  }

  @Test
  void of_what_does_not_stand_nothing_is_said() {
    for (Request request : new Request[] {seen(null), given("wang", "w"), given(null, null)}) {
      assertThat(AlarmDecider.decide(Optional.empty(), AlarmView.NONE, request))
          .isEqualTo(new Answer.NotOpen());
    }
  }

  @Test
  void a_clock_that_is_behind_says_nothing_that_does_not_count() {
    Request early = new Request(false, null, "zhao", null, SINCE.minusSeconds(5));
    assertThat(decide(AlarmView.NONE, early))
        .isEqualTo(new Answer.Say(new Acknowledged(ALARM, "zhao", null, LAST)));
  }
}
