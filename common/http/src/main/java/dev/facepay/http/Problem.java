package dev.facepay.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** What went wrong, by RFC 9457. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    String code,
    boolean retryable,
    @JsonProperty("what_to_do") String whatToDo,
    @Nullable List<FieldError> errors) {

  public static Problem of(ProblemCode code) {
    return of(code, null, null);
  }

  public static Problem of(
      ProblemCode code, @Nullable String detail, @Nullable List<FieldError> errors) {
    String words = code.wire().replace('_', ' ');
    return new Problem(
        "urn:facepay:problem:" + code.wire(),
        Character.toUpperCase(words.charAt(0)) + words.substring(1),
        code.status(),
        detail,
        code.wire(),
        code.retryable(),
        code.terms().whatToDo(),
        errors);
  }

  public static ResponseEntity<Object> reply(ProblemCode code, @Nullable String detail) {
    return of(code, detail, null).reply(1);
  }

  /** One field of a request is wrong. */
  public static ResponseEntity<Object> invalid(String field, FieldError.Code code, String detail) {
    return invalid(List.of(new FieldError(field, code, detail)));
  }

  static ResponseEntity<Object> invalid(List<FieldError> errors) {
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
