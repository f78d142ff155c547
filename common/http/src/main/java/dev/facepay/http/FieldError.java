package dev.facepay.http;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.facepay.payment.FieldRule;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One wrong field of a body, or one wrong parameter of an address or header; its value is never
 * repeated.
 *
 * @param field the name that stands in the request
 * @param code for programs
 * @param detail the rule that it breaks, for people
 */
public record FieldError(String field, Code code, String detail) {

  /** The kinds of faults; part of the API. */
  public enum Code {
    /** It must be there and is not. */
    MISSING,
    /** It is there with the value null. */
    NULL,
    WRONG_TYPE,
    TOO_LONG,
    OUT_OF_RANGE,
    /** Any other rule of its own. */
    INVALID,
    /** The request has no such field. */
    UNKNOWN,
    /** It is there more than once. */
    DUPLICATE;

    @JsonValue
    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static FieldError missing(String field) {
    return new FieldError(field, Code.MISSING, "is missing");
  }

  /** What is wrong with a text, if anything is; one that was not sent is missing. */
  public static Optional<FieldError> of(String field, @Nullable String value, FieldRule rule) {
    if (value == null) {
      return Optional.of(missing(field));
    }
    Code code = value.length() > rule.charactersMax() ? Code.TOO_LONG : Code.INVALID;
    return rule.fault(value).map(fault -> new FieldError(field, code, fault));
  }

  /**
   * @param what the request has instead
   */
  static FieldError unknown(String field, String what, Collection<String> known) {
    return new FieldError(
        field,
        Code.UNKNOWN,
        known.isEmpty()
            ? "is not known here: there are no " + what
            : "is not known here: the %s are %s".formatted(what, words(known, "and")));
  }

  /** As a sentence names them: {@code a, b and c}. */
  static String words(Collection<String> words, String last) {
    List<String> all = List.copyOf(words);
    int most = all.size() - 1;
    return most < 1
        ? String.join("", all)
        : String.join(", ", all.subList(0, most)) + " " + last + " " + all.getLast();
  }
}
