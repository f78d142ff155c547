package dev.facepay.edge.http;

import dev.facepay.http.FieldError;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.runtime.fill.Fullness;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers of the edge, each counted. */
public final class Replies {

  private final EdgeMetrics metrics;
  private final long retryAfterSeconds;
  private final long roomAfterSeconds;

  public Replies(EdgeMetrics metrics, WaitSettings settings) {
    this.metrics = metrics;
    retryAfterSeconds = settings.retryAfterSeconds();
    roomAfterSeconds = settings.roomAfter().toSeconds();
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
    metrics.count(operation, EdgeProblem.STORAGE_FULL.wire());
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
    metrics.count(operation, code.wire());
    return Problem.of(code, detail, errors).reply(retryAfterSeconds);
  }
}
