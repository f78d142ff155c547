package dev.facepay.console.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.payment.Cut;
import dev.facepay.runtime.fact.Letters.Act;
import dev.facepay.runtime.fact.Letters.Letter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, as people see it. What a program that is not ours may have written into it, and a
 * fact may say of a sale, only those see who may act on it: {@code docs/privacy.md}.
 *
 * @param topic where the record was, and would go back to
 * @param key of a fact; of what is none, for those who may act
 * @param obstacle why it would only end here again
 * @param headers for those who may act, as are value and its length as shown
 * @param valueCut whether the value is longer than what is shown of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LetterView(
    String id,
    String topic,
    int partition,
    long offset,
    String at,
    String stage,
    String kind,
    String reason,
    @Nullable String type,
    @Nullable String key,
    @JsonProperty("value_bytes") int valueBytes,
    String state,
    @Nullable String obstacle,
    @Nullable String acted,
    @JsonProperty("acted_by") @Nullable String actedBy,
    @JsonProperty("acted_at") @Nullable String actedAt,
    @Nullable String why,
    @Nullable List<Named> headers,
    @Nullable String value,
    @JsonProperty("value_cut") @Nullable Boolean valueCut) {

  static final int SHOWN_CHARACTERS_MAX = 8_192;

  /** A header, and what it says. */
  record Named(String name, String text) {}

  /** Without what it is about. */
  static LetterView row(Letter letter, LetterState state, boolean mayAct) {
    return of(letter, state, mayAct, null, null, null);
  }

  static LetterView whole(Letter letter, LetterState state, boolean mayAct) {
    if (!mayAct) {
      return row(letter, state, false);
    }
    List<Named> headers = new ArrayList<>();
    for (Header header : letter.record().headers()) {
      headers.add(new Named(shown(header.key()), shown(text(header.value()))));
    }
    String value = text(letter.record().value());
    return of(letter, state, true, headers, shown(value), value.length() > SHOWN_CHARACTERS_MAX);
  }

  private static LetterView of(
      Letter letter,
      LetterState state,
      boolean mayAct,
      @Nullable List<Named> headers,
      @Nullable String value,
      @Nullable Boolean valueCut) {
    boolean isFact = letter.obstacle().isEmpty();
    Act act = letter.act().orElse(null);
    return new LetterView(
        letter.id(),
        letter.topic(),
        letter.record().partition(),
        letter.record().offset(),
        letter.at().toString(),
        shown(letter.header("dlt_stage")),
        shown(letter.header("dlt_kind")),
        shown(letter.header("dlt_reason")),
        isFact || mayAct ? shown(letter.header("ce_type")) : null,
        isFact || mayAct ? shown(text(letter.record().key())) : null,
        letter.bytes(),
        state.wire(),
        letter.obstacle().orElse(null),
        act == null ? null : act.what(),
        act == null ? null : act.who(),
        act == null ? null : act.at().toString(),
        act == null ? null : act.why(),
        headers,
        value,
        valueCut);
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }

  /** What moves a cursor or turns a line's direction is shown by its number. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    Cut.atCharacters(text, SHOWN_CHARACTERS_MAX)
        .codePoints()
        .forEach(
            one -> {
              int type = Character.getType(one);
              boolean isHidden =
                  (type == Character.CONTROL && one != '\n')
                      || type == Character.FORMAT
                      || type == Character.UNASSIGNED
                      || type == Character.SURROGATE;
              if (isHidden) {
                shown.append("\\u%04x".formatted(one));
              } else {
                shown.appendCodePoint(one);
              }
            });
    return shown.toString();
  }
}
