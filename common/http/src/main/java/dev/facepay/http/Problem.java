package dev.facepay.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.runtime.Trace;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * What went wrong, by RFC 9457.
 *
 * @param type where the service itself tells what it means; decide by {@code code}
 * @param requestId of this answer; log lines carry it too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    String code,
    boolean retryable,
    @JsonProperty("what_to_do") String whatToDo,
    @Nullable List<FieldError> errors,
    @JsonProperty("request_id") @Nullable String requestId,
    @JsonProperty("trace_id") @Nullable String traceId) {

  /** Where each code has its section, on every service. */
  static final String PAGE = "/docs/problems";

  private static final String SCHEME = "Bearer ";

  public static Problem of(ProblemCode code) {
    return of(code, null, null);
  }

  public static Problem of(
      ProblemCode code, @Nullable String detail, @Nullable List<FieldError> errors) {
    String words = code.wire().replace('_', ' ');
    Optional<Trace> trace = Trace.current();
    return new Problem(
        PAGE + "#" + code.wire(),
        Character.toUpperCase(words.charAt(0)) + words.substring(1),
        code.status(),
        detail,
        code.wire(),
        code.retryable(),
        code.terms().whatToDo(),
        errors,
        trace.map(Trace::spanId).orElse(null),
        trace.map(Trace::traceId).orElse(null));
  }

  public static ResponseEntity<Object> reply(ProblemCode code, @Nullable String detail) {
    return of(code, detail, null).reply(1);
  }

  /**
   * Told apart by what was sent, and not by what is known: nobody learns whether a key exists.
   *
   * @param authorization the header that did not let its sender in
   */
  public static Problem unauthorized(ProblemCode code, @Nullable String authorization) {
    String detail;
    if (authorization == null) {
      detail = "there is no Authorization header";
    } else if (authorization.strip().equalsIgnoreCase(SCHEME.strip())) {
      detail = "there is no key behind Bearer";
    } else if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      detail = "the scheme of the Authorization header must be Bearer";
    } else {
      detail = "this key opens nothing here";
    }
    return of(code, detail, null);
  }

  /** One field of a request is wrong. */
  public static ResponseEntity<Object> invalid(String field, FieldError.Code code, String detail) {
    return invalid(List.of(new FieldError(field, code, detail)));
  }

  public static ResponseEntity<Object> invalid(List<FieldError> errors) {
    return of(CommonProblem.INVALID_REQUEST, null, errors).reply(1);
  }

  /**
   * As a controller answers with it.
   *
   * @param retryAfterSeconds said where a repeat can mend a failure of ours; 1 or more
   */
  public ResponseEntity<Object> reply(long retryAfterSeconds) {
    ResponseEntity.BodyBuilder reply =
        ResponseEntity.status(status)
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (status == 401) {
      reply.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"facepay\"");
    }
    if (status >= 500 && retryable) {
      reply.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds));
    }
    return reply.body(this);
  }

  /** As a filter answers with it, before any controller. */
  public void write(HttpServletResponse answer) throws IOException {
    byte[] body = JsonMapper.shared().writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    answer.setStatus(status);
    if (status == 401) {
      answer.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"facepay\"");
    }
    answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    answer.setContentLength(body.length);
    answer.getOutputStream().write(body);
  }
}
