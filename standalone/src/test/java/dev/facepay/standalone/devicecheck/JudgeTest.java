package dev.facepay.standalone.devicecheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.devicecheck.Judge.Wrong;
import dev.facepay.standalone.devicecheck.Seen.Answer;
import dev.facepay.standalone.devicecheck.Seen.Ask;
import dev.facepay.standalone.devicecheck.Seen.Call;
import dev.facepay.standalone.devicecheck.Seen.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table. A call is written {@code seconds what order/attempt [code] -> answer}, an answer
 * {@code cut}, a status, or a state; each is answered at once. {@code look+} waits.
 */
class JudgeTest {

  private static final Instant BEGIN = Instant.parse("2026-11-28T03:00:00Z");

  @ParameterizedTest(name = "{0}: {1} => {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PAID | 0 pay A/1 c -> SUCCEEDED | ",
        "PAID | 0 pay A/1 c -> PROCESSING; 1 look+ A/1 -> SUCCEEDED | ",
        "PAID | 0 pay A/1 c -> PROCESSING; 1 events A/1 -> WAITING; 2 events A/1 -> SUCCEEDED | ",
        // A lost answer: the same request again, or a look that finds it.
        "ANSWER_LOST | 0 pay A/1 c -> cut; 1 pay A/1 c -> SUCCEEDED | ",
        "ANSWER_LOST | 0 pay A/1 c -> cut; 1 look A/1 -> SUCCEEDED | ",
        "ANSWER_LOST | 0 pay A/1 c -> cut; 1 look A/1 -> 404; 2 pay A/1 c -> SUCCEEDED | ",
        "ANSWER_LOST | 0 pay A/1 c -> cut | not-followed",
        "ANSWER_LOST | 0 pay A/1 c -> cut; 1 pay B/1 c -> SUCCEEDED | new-number not-followed",
        "ANSWER_LOST | 0 pay A/1 c -> cut; 1 pay A/2 d -> 409; 2 pay A/1 c -> SUCCEEDED |"
            + " attempt-too-early refused not-followed",
        "ANSWER_LOST | 0 pay A/1 c -> cut; 1 pay A/1 d -> 409 | other-content refused not-followed",
        // Not paid counts as an end, whatever goes back later.
        "NEVER_SURE | 0 pay A/1 c -> WAITING; 5 look+ A/1 -> REVERSING | ",
        "NEVER_SURE | 0 pay A/1 c -> WAITING; 5 look+ A/1 -> WAITING | not-followed",
        "LINE_CUT | 0 pay A/1 c -> WAITING; 1 look+ A/1 -> cut; 2 look+ A/1 -> SUCCEEDED | ",
        "LINE_CUT | 0 pay A/1 c -> WAITING; 1 look+ A/1 -> cut | not-followed",
        "OVERLOADED | 0 pay A/1 c -> 503; 2.2 pay A/1 c -> SUCCEEDED | ",
        "OVERLOADED | 0 pay A/1 c -> 503; 1 pay A/1 c -> SUCCEEDED | retry-after",
        "OVERLOADED | 0 pay A/1 c -> 503; 3 pay B/1 c -> SUCCEEDED | new-number not-followed",
        "REFUSED | 0 pay A/1 c -> FAILED; 4 pay A/2 d -> FAILED | ",
        "REFUSED | 0 pay A/1 c -> FAILED | no-second-attempt",
        "REFUSED | 0 pay A/1 c -> FAILED; 4 pay B/1 d -> FAILED | new-number no-second-attempt",
        "GIVE_UP | 0 pay A/1 c -> WAITING; 2 cancel A/1 -> WAITING; 3 look+ A/1 -> REVERSING | ",
        "GIVE_UP | 0 pay A/1 c -> WAITING; 30 look+ A/1 -> REVERSING | no-cancel",
        "PASSWORD | 0 pay A/1 c -> WAITING; .1 look A/1 -> WAITING; .2 look A/1 -> WAITING; .3 look"
            + " A/1 -> WAITING; .4 look A/1 -> SUCCEEDED | hurry",
        "PASSWORD | 0 pay A/1 c -> WAITING; 1 look A/1 -> WAITING; 2 look A/1 -> WAITING; 3 look"
            + " A/1 -> WAITING; 4 look A/1 -> SUCCEEDED | ",
        "PAID | 0 pay A/1 c -> 401 | refused not-followed",
        // What was sold before is none of this case's.
        "PAID | 0 look Z/1 -> 404; 0 look Z/1 -> 400; 1 pay A/1 c -> SUCCEEDED | ",
        "PAID | 0 look Z/1 -> 404 | nothing-came",
      })
  void what_an_app_did_wrong(Case tried, String calls, @Nullable String wrong) {
    String names =
        Judge.of(tried, seen(calls)).stream().map(Wrong::name).collect(Collectors.joining(" "));
    assertThat(names).isEqualTo(wrong == null ? "" : wrong);
  }

  @Test
  void a_case_is_over_when_the_app_knows_and_has_done_its_part() {
    assertThat(Judge.isOver(Case.PAID, seen("0 pay A/1 c -> SUCCEEDED"))).isTrue();
    assertThat(Judge.isOver(Case.PAID, seen("0 pay A/1 c -> cut"))).isFalse();
    assertThat(Judge.isOver(Case.REFUSED, seen("0 pay A/1 c -> FAILED"))).isFalse();
    assertThat(Judge.isOver(Case.GIVE_UP, seen("0 pay A/1 c -> REVERSING"))).isFalse();
    assertThat(Judge.isOver(Case.PAID, seen("0 look Z/1 -> SUCCEEDED"))).isFalse();
  }

  @Test
  void a_code_is_in_no_text() {
    List<Seen> seen = seen("0 pay A/1 135791 -> cut; 1 pay A/1 246802 -> 409");
    assertThat(Judge.of(Case.ANSWER_LOST, seen).toString()).doesNotContain("135791", "246802");
    assertThat(seen.toString()).doesNotContain("135791");
  }

  private static List<Seen> seen(String calls) {
    return Arrays.stream(calls.split("; ")).map(JudgeTest::call).toList();
  }

  private static Seen call(String text) {
    String[] parts = text.strip().split(" -> ");
    String[] words = parts[0].split(" ");
    Instant at = BEGIN.plusMillis(Math.round(Double.parseDouble(words[0]) * 1000));
    boolean waits = words[1].endsWith("+") || words[1].equals("events");
    Call call = Call.valueOf(words[1].replace("+", "").toUpperCase(Locale.ROOT));
    String order = words[2].substring(0, words[2].indexOf('/'));
    int attempt = Integer.parseInt(words[2].substring(words[2].indexOf('/') + 1));
    Ask ask = call == Call.PAY ? new Ask(order, attempt, words[3], 500) : null;
    String about = call == Call.PAY ? "/v1/payments" : "/v1/payments/1900000109:" + order;
    return new Seen(call, at, at, about, ask, waits, answer(parts[1], order, attempt));
  }

  private static Answer answer(String text, String order, int attempt) {
    if (text.equals("cut")) {
      return Answer.CUT;
    }
    if (text.matches("\\d+")) {
      int status = Integer.parseInt(text);
      String code = status == 404 ? "payment_not_known" : "a_code";
      Duration away = status == 503 ? Duration.ofSeconds(2) : Duration.ZERO;
      return new Answer(status, code, "why", away, null);
    }
    Boolean paid =
        switch (text) {
          case "SUCCEEDED" -> true;
          case "FAILED", "REVERSING", "REVERSED" -> false;
          default -> null;
        };
    return new Answer(200, "", "", Duration.ZERO, new Told(order, attempt, text, paid));
  }
}
