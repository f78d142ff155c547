package dev.facepay.console.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.fact.Letters.Act;
import dev.facepay.runtime.fact.Letters.Letter;
import dev.facepay.testkit.Fixtures;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LetterStateTest {

  private static final String TOPIC = "facepay.report.settled";
  private static final Set<String> WRITABLE = Set.of(TOPIC);

  private static Letter letter(Optional<String> obstacle, Optional<Act> act, String value) {
    byte[] bytes = value.getBytes(UTF_8);
    return new Letter(
        new ConsumerRecord<>(TOPIC + ".dlt", 3, 17, "k".getBytes(UTF_8), bytes),
        bytes.length,
        obstacle,
        act);
  }

  private static Letter readable() {
    return letter(Optional.empty(), Optional.empty(), "{}");
  }

  private static Letter unreadable(String value) {
    return letter(Optional.of("it is no fact"), Optional.empty(), value);
  }

  @Test
  void what_can_be_read_is_redriven_where_the_console_may_write() {
    assertThat(LetterState.of(readable(), WRITABLE)).isEqualTo(LetterState.REDRIVABLE);
    assertThat(LetterState.of(readable(), Set.of("facepay.bill")))
        .isEqualTo(LetterState.NOT_GRANTED);
  }

  @Test
  void what_is_no_fact_is_never_redriven_whatever_the_rights() {
    assertThat(LetterState.of(unreadable("x"), WRITABLE)).isEqualTo(LetterState.UNREADABLE);
    assertThat(LetterState.of(unreadable("x"), Set.of())).isEqualTo(LetterState.UNREADABLE);
  }

  @Test
  void what_somebody_dealt_with_is_over() {
    Act dropped = new Act("dropped", "li", "no program of ours", Fixtures.T0);
    for (Optional<String> obstacle : Set.of(Optional.<String>empty(), Optional.of("no fact"))) {
      assertThat(LetterState.of(letter(obstacle, Optional.of(dropped), "x"), WRITABLE))
          .isEqualTo(LetterState.OVER);
    }
  }

  @Test
  void a_long_value_is_cut_and_hidden_characters_show_their_numbers() {
    String value = "a\u202eb\nc\u0000" + "x".repeat(LetterView.SHOWN_CHARACTERS_MAX);
    LetterView whole = LetterView.whole(unreadable(value), LetterState.UNREADABLE, true);
    assertThat(whole.id()).isEqualTo(TOPIC + "-3@17");
    assertThat(whole.value()).startsWith("a\\u202eb\nc\\u0000x");
    assertThat(whole.valueCut()).isTrue();
    assertThat(whole.valueBytes()).isEqualTo(value.getBytes(UTF_8).length);
  }

  @Test
  void who_may_only_look_sees_neither_value_nor_headers_and_no_key_of_what_is_no_fact() {
    LetterView seen = LetterView.whole(unreadable("secret"), LetterState.UNREADABLE, false);
    assertThat(seen.value()).isNull();
    assertThat(seen.headers()).isNull();
    assertThat(seen.key()).isNull();
    assertThat(LetterView.whole(readable(), LetterState.REDRIVABLE, false).key()).isEqualTo("k");
  }
}
