package dev.facepay.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.http.FieldError;
import dev.facepay.http.FieldError.Code;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.payment.FieldRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What answers have in common, whatever they are about. */
public final class Replies {

  public static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

  /** As many can be acted on at once. */
  public static final int ROWS_MAX = 100;

  private Replies() {}

  /** True now, and for nobody to keep. */
  public static ResponseEntity<Object> fresh(Object body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }

  /** A file by RFC 4180, of lines whose cells are quoted where they need it. */
  public static ResponseEntity<Object> csv(List<String> lines) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(CSV)
        .body(String.join("\r\n", lines) + "\r\n");
  }

  /** Without the blanks around it; what nobody wrote is empty. */
  public static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }

  /** What is wrong with the words, if anything is. */
  public static Optional<ResponseEntity<Object>> noWhy(@Nullable String why) {
    return FieldError.of("why", why == null ? null : why.strip(), FieldRule.WHY)
        .map(fault -> Problem.invalid(List.of(fault)));
  }

  /** What is wrong with a list of what shall be acted on, if its length is. */
  public static Optional<FieldError> notSome(String field, @Nullable List<?> list) {
    if (list == null) {
      return Optional.of(FieldError.missing(field));
    }
    return list.isEmpty() || list.size() > ROWS_MAX
        ? Optional.of(
            new FieldError(field, Code.OUT_OF_RANGE, "must have 1 to " + ROWS_MAX + " entries"))
        : Optional.empty();
  }

  /**
   * One of many.
   *
   * @param about null where all are of one kind
   */
  public record Named(@Nullable String about, String id) {}

  /**
   * What became of it.
   *
   * @param outcome {@code taken}: in the log, or so already; {@code refused}: the rest says why
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Row(
      @Nullable String about,
      String id,
      String outcome,
      @Nullable String code,
      @Nullable String detail,
      @Nullable Boolean retryable,
      @JsonProperty("what_to_do") @Nullable String whatToDo) {

    public static Row taken(Named one) {
      return new Row(one.about(), one.id(), "taken", null, null, null, null);
    }

    /**
     * @param detail may be empty
     */
    public static Row refused(Named one, ProblemCode code, String detail) {
      return new Row(
          one.about(),
          one.id(),
          "refused",
          code.wire(),
          detail,
          code.retryable(),
          code.terms().whatToDo());
    }
  }

  record Rows(List<Row> rows) {}

  /** Acts on one of many. */
  @FunctionalInterface
  public interface Act {
    Row on(Named one) throws InterruptedException;
  }

  /**
   * Each by itself. Once the log or the database is away the rest is not tried: each would wait for
   * it as long. If it is away for the first, nothing was begun, and that is the answer.
   */
  public static ResponseEntity<Object> each(Collection<Named> all, Act act)
      throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    ConsoleProblem away = null;
    for (Named one : new LinkedHashSet<>(all)) {
      try {
        rows.add(away == null ? act.on(one) : Row.refused(one, away, ""));
      } catch (RuntimeException e) {
        away = ConsoleProblem.outage(e);
        if (away == null || rows.isEmpty()) {
          throw e;
        }
        rows.add(Row.refused(one, away, ""));
      }
    }
    return fresh(new Rows(rows));
  }

  /** It is in the log; what comes of it shows at {@code Location} and in the stream. */
  public static ResponseEntity<Object> taken(String address, Optional<?> page) {
    return page.isEmpty()
        ? Problem.reply(ConsoleProblem.PAYMENT_NOT_FOUND, null)
        : ResponseEntity.accepted().header(HttpHeaders.LOCATION, address).body(page.get());
  }
}
