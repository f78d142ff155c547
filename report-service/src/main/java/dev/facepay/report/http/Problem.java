package dev.facepay.report.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What went wrong, by RFC 9457. */
@Schema(
    name = "Problem",
    description = "What went wrong (RFC 9457). Decide by `code` and `retryable`, never by texts.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    @Schema(example = "urn:facepay:problem:gateway_contradicts") String type,
    String title,
    int status,
    @Schema(description = "What is particular to this case.") @Nullable String detail,
    String code,
    @Schema(description = "Whether the same request, unchanged, can succeed later.")
        boolean retryable,
    @JsonProperty("what_to_do") String whatToDo) {

  public static Problem of(ProblemCode code, @Nullable String detail) {
    String words = code.wire().replace('_', ' ');
    return new Problem(
        "urn:facepay:problem:" + code.wire(),
        Character.toUpperCase(words.charAt(0)) + words.substring(1),
        code.status(),
        detail,
        code.wire(),
        code.retryable(),
        code.whatToDo());
  }

  static ResponseEntity<Object> reply(ProblemCode code, @Nullable String detail) {
    ResponseEntity.BodyBuilder reply =
        ResponseEntity.status(code.status()).header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (code.status() == 503) {
      reply.header(HttpHeaders.RETRY_AFTER, "1");
    }
    return reply.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(of(code, detail));
  }
}
