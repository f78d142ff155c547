package dev.facepay.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.FieldError;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.FieldRule;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

  /** As many ids, and a reason. */
  private static final int BODY_BYTES_MAX = 64 * 1024;

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

  /** What is done about a body that is as it should be. */
  @FunctionalInterface
  public interface Step<T> {
    ResponseEntity<Object> on(T asked) throws InterruptedException;
  }

  /** Of a wrong body all that is wrong is told, and nothing is done. */
  public static <T> ResponseEntity<Object> to(
      HttpServletRequest http, Function<byte[], Read<T>> reader, Step<T> step)
      throws IOException, InterruptedException {
    byte[] body = http.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
    if (body.length > BODY_BYTES_MAX) {
      return Problem.reply(CommonProblem.BODY_TOO_LARGE, null);
    }
    return switch (reader.apply(body)) {
      case Read.Malformed<T>(String why) -> Problem.reply(CommonProblem.MALFORMED_JSON, why);
      case Read.Invalid<T>(List<FieldError> errors) -> Problem.invalid(errors);
      case Read.Valid<T>(T asked) -> step.on(asked);
    };
  }

  /** A person's reason; the name of the person is the key's. */
  public static Read<String> why(byte[] json) {
    return RequestBody.read(json, List.of("why"), Set.of(), in -> in.text("why", FieldRule.WHY));
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
