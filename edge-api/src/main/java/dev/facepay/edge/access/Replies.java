package dev.facepay.edge.access;

import dev.facepay.http.CommonProblem;
import dev.facepay.http.FieldError;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.runtime.fill.FillWatch.Fullness;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers of the edge, each counted. Labels have few values; never a device, an order or a key. */
public final class Replies {

  private final MeterRegistry registry;
  private final Map<Series, Counter> requests = new ConcurrentHashMap<>();
  private final long retryAfterSeconds;
  private final long roomAfterSeconds;

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private record Series(String operation, String outcome) {}

  Replies(MeterRegistry registry, RequestSettings settings) {
    this.registry = registry;
    retryAfterSeconds = settings.retryAfterSeconds();
    roomAfterSeconds = settings.roomAfter().toSeconds();
  }

  /** What a request came to: a state, or a problem's code. */
  public void count(String operation, String outcome) {
    requests
        .computeIfAbsent(
            new Series(operation, outcome),
            s ->
                Counter.builder("facepay.edge.requests")
                    .description("Requests by what they came to: a state or a problem's code")
                    .tag("operation", s.operation())
                    .tag("outcome", s.outcome())
                    .register(registry))
        .increment();
  }

  /** What is answered to a body that is by its rules. */
  @FunctionalInterface
  public interface Step<T> {
    ResponseEntity<Object> answer(T value) throws InterruptedException;
  }

  /** Goes on with a body that is by its rules; of any other one it tells all that is wrong. */
  public <T> ResponseEntity<Object> to(String operation, Read<T> body, Step<T> step)
      throws InterruptedException {
    return switch (body) {
      case Read.Malformed<T> m -> problem(operation, CommonProblem.MALFORMED_JSON, m.why());
      case Read.Invalid<T> i -> problem(operation, CommonProblem.INVALID_REQUEST, i.errors());
      case Read.Valid<T> v -> step.answer(v.value());
    };
  }

  /**
   * Whether a client goes by a key of its own for what is the same request: then a new number under
   * an old key would charge twice, where the client believes that it can't.
   *
   * @param number by which we go
   */
  public static boolean isOtherKey(HttpServletRequest http, String number) {
    String key = http.getHeader(IDEMPOTENCY_KEY);
    return key != null && !key.equals(number) && !key.equals("\"" + number + "\"");
  }

  public ResponseEntity<Object> otherKey(String operation, String field) {
    String rule = "must be the %s, by which a repeat is known, or be left out".formatted(field);
    return problem(
        operation,
        CommonProblem.INVALID_REQUEST,
        List.of(new FieldError(IDEMPOTENCY_KEY, FieldError.Code.INVALID, rule)));
  }

  /** JSON that nobody keeps. */
  public static ResponseEntity.BodyBuilder ok(int status) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  public ResponseEntity<Object> problem(String operation, ProblemCode code) {
    return problem(operation, code, null, null);
  }

  public ResponseEntity<Object> problem(
      String operation, ProblemCode code, @Nullable String detail) {
    return problem(operation, code, detail, null);
  }

  public ResponseEntity<Object> problem(
      String operation, ProblemCode code, List<FieldError> errors) {
    return problem(operation, code, null, errors);
  }

  /** Nothing new is begun: a person has to make room, which is not done in a second. */
  public ResponseEntity<Object> noRoom(String operation, Fullness place) {
    count(operation, EdgeProblem.STORAGE_FULL.wire());
    String what =
        switch (place.store()) {
          case "kafka" -> "The disk under Kafka";
          case "heap" -> "The memory of edge-api";
          case "mongodb" -> "The disk under MongoDB";
          default -> place.store();
        };
    String detail =
        "%s is %d %% full: what is left is kept for payments that are under way"
            .formatted(what, place.percent());
    return Problem.of(EdgeProblem.STORAGE_FULL, detail, null).reply(roomAfterSeconds);
  }

  /** Nothing new is begun until some of what stands before it is answered. */
  public ResponseEntity<Object> overloaded(String operation, long comeAgainSeconds) {
    count(operation, EdgeProblem.OVERLOADED.wire());
    return Problem.of(EdgeProblem.OVERLOADED).reply(comeAgainSeconds);
  }

  /** Too many of one kind from one device. */
  public ResponseEntity<Object> rateLimited(String operation, Duration retryAfter) {
    ResponseEntity<Object> problem = problem(operation, EdgeProblem.RATE_LIMITED);
    return ResponseEntity.status(problem.getStatusCode())
        .headers(problem.getHeaders())
        .header(
            HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.plusNanos(999_999_999).toSeconds()))
        .body(problem.getBody());
  }

  private ResponseEntity<Object> problem(
      String operation,
      ProblemCode code,
      @Nullable String detail,
      @Nullable List<FieldError> errors) {
    count(operation, code.wire());
    return Problem.of(code, detail, errors).reply(retryAfterSeconds);
  }
}
