package dev.facepay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.Behaviour;
import dev.facepay.simulator.ledger.OrderKey;
import dev.facepay.simulator.ledger.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final OrderKey A1 = new OrderKey("1900000109", "A1");
  private static final OrderKey A2 = new OrderKey("1900000109", "A2");

  private final Scripts book = new Scripts(10);

  private static Script script(String id, String prefix, boolean repeat, Step... steps) {
    return new Script(id, null, null, prefix, null, List.of(steps), repeat);
  }

  private Behaviour next(OrderKey key, Instant now) {
    return book.next(Api.REVERSE, key, now).orElse(Step.ORDINARY).behaviour();
  }

  @Test
  void each_order_walks_through_the_steps_and_repeats_the_last() {
    book.add(script("s", "A", true, Step.of(Behaviour.RECALL), Step.of(Behaviour.HTML)));

    assertThat(next(A1, T0)).isEqualTo(Behaviour.RECALL);
    assertThat(next(A1, T0)).isEqualTo(Behaviour.HTML);
    assertThat(next(A1, T0)).isEqualTo(Behaviour.HTML);
    assertThat(next(A2, T0)).isEqualTo(Behaviour.RECALL);
  }

  @Test
  void orders_on_their_way_through_a_script_are_bounded() {
    book.add(script("s", "A", true, Step.of(Behaviour.RECALL), Step.of(Behaviour.HTML)));
    assertThat(next(A1, T0)).isEqualTo(Behaviour.RECALL);
    assertThat(next(A2, T0)).isEqualTo(Behaviour.RECALL);
    for (int i = 0; i < 9; i++) {
      next(new OrderKey("1900000109", "A-" + i), T0);
    }

    assertThat(next(A2, T0)).isEqualTo(Behaviour.HTML);
    assertThat(next(A1, T0)).as("the eleventh, begins anew").isEqualTo(Behaviour.RECALL);
  }

  @Test
  void a_script_may_end_in_the_ordinary() {
    book.add(script("s", "A", false, Step.of(Behaviour.RECALL)));

    assertThat(next(A1, T0)).isEqualTo(Behaviour.RECALL);
    assertThat(next(A1, T0)).isEqualTo(Behaviour.ORDINARY);
  }

  @Test
  void a_step_can_last_an_hour_of_the_gateways_clock() {
    Step base = Step.error("SYSTEMERROR");
    Step hour =
        new Step(
            base.behaviour(),
            base.code(),
            500,
            null,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            false,
            1,
            Duration.ofHours(1));
    book.add(script("s", "A", false, hour));

    assertThat(next(A1, T0)).isEqualTo(Behaviour.ERROR);
    assertThat(next(A1, T0.plusSeconds(3599))).isEqualTo(Behaviour.ERROR);
    assertThat(next(A1, T0.plusSeconds(3600))).isEqualTo(Behaviour.ORDINARY);
  }

  @Test
  void an_exact_number_wins_over_a_prefix_and_the_newest_over_the_older() {
    book.add(new Script("x", null, "A1", null, null, List.of(Step.of(Behaviour.HTML)), true));
    book.add(script("old", "A", true, Step.of(Behaviour.RECALL)));
    book.add(script("new", "A", true, Step.of(Behaviour.UNSIGNED)));

    assertThat(next(A1, T0)).isEqualTo(Behaviour.HTML);
    assertThat(next(A2, T0)).isEqualTo(Behaviour.UNSIGNED);
    assertThat(book.remove("new")).isTrue();
    assertThat(next(A2, T0)).isEqualTo(Behaviour.RECALL);
    assertThat(book.remove("new")).isFalse();
    book.clear();
    assertThat(next(A1, T0)).isEqualTo(Behaviour.ORDINARY);
  }

  @Test
  void the_book_is_bounded() {
    for (int i = 0; i < 10; i++) {
      assertThat(book.add(script("s" + i, "A", true, Step.ORDINARY))).isTrue();
    }
    assertThat(book.add(script("s", "A", true, Step.ORDINARY))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(MagicAmount.class)
  void every_magic_amount_is_chosen_by_its_ending_and_fits_a_payment(MagicAmount magic) {
    assertThat(MagicAmount.of(magic.ending())).contains(magic.step());
    assertThat(MagicAmount.of(77_000 + magic.ending())).contains(magic.step());
    assertThat(magic.step().behaviour().fits(Api.MICROPAY)).isTrue();
  }

  @Test
  void endings_are_unique_and_ordinary_prices_are_ordinary() {
    Map<Integer, MagicAmount> seen = new HashMap<>();
    for (MagicAmount magic : MagicAmount.values()) {
      assertThat(seen.put(magic.ending(), magic)).isNull();
    }
    for (long fen : new long[] {1, 100, 888, 990, 999, 1980, 12_900}) {
      assertThat(MagicAmount.of(fen)).isEmpty();
    }
  }

  @Test
  void faults_are_met_as_often_as_told_and_the_same_again_with_the_same_seed() {
    StepChooser chooser = new StepChooser(book, true);
    Faults faults =
        new Faults(
            new Faults.Latency(Duration.ofMillis(100), 0.5, 0.1, Duration.ofSeconds(5)),
            List.of(
                new Faults.Chance(0.2, Step.of(Behaviour.ANSWER_LOST)),
                new Faults.Chance(0.1, Step.of(Behaviour.REQUEST_LOST))),
            7,
            EnumSet.allOf(Api.class));
    chooser.set(faults);
    List<Step> first = draw(chooser);
    chooser.set(faults);

    assertThat(draw(chooser)).isEqualTo(first);
    assertThat(first.stream().filter(s -> s.behaviour() == Behaviour.ANSWER_LOST).count())
        .isBetween(150L, 250L);
    assertThat(first.stream().filter(s -> s.delay().toSeconds() >= 5).count()).isBetween(60L, 140L);
  }

  private static List<Step> draw(StepChooser chooser) {
    return IntStream.range(0, 1000)
        .mapToObj(i -> chooser.choose(Api.MICROPAY, A1, 100, null, T0))
        .toList();
  }

  @Test
  void the_sandbox_header_is_honoured() {
    StepChooser chooser = new StepChooser(book, true);

    assertThat(chooser.choose(Api.MICROPAY, A1, 100, "MICROPAY_USERPAYING", T0).behaviour())
        .isEqualTo(Behaviour.USERPAYING_NEVER);
    assertThat(chooser.choose(Api.MICROPAY, A1, 100, "MICROPAY_TIMEOUT", T0).cut()).isTrue();
    assertThat(chooser.choose(Api.MICROPAY, A1, 100, "MICROPAY_PAYERROR", T0).behaviour())
        .isEqualTo(Behaviour.PAYERROR);
    assertThat(chooser.choose(Api.ORDERQUERY, A1, 0, "MICROPAY_PAY_QUERY_TIMEOUT", T0).behaviour())
        .isEqualTo(Behaviour.ERROR);
    assertThat(chooser.choose(Api.MICROPAY, A1, 100, "SOMETHING", T0)).isEqualTo(Step.ORDINARY);
  }
}
