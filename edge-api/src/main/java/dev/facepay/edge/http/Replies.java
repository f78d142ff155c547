package dev.facepay.edge.http;

import dev.facepay.http.FieldError;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers of the edge, each counted. */
public final class Replies {

  private final EdgeMetrics metrics;
  private final long retryAfterSeconds;

  public Replies(EdgeMetrics metrics, WaitSettings settings) {
    this.metrics = metrics;
    retryAfterSeconds = settings.retryAfterSeconds();
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

  private ResponseEntity<Object> problem(
      String operation,
      ProblemCode code,
      @Nullable String detail,
      @Nullable List<FieldError> errors) {
    metrics.count(operation, code.wire());
    return Problem.of(code, detail, errors).reply(retryAfterSeconds);
  }
}
