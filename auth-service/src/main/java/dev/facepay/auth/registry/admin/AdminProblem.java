package dev.facepay.auth.registry.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What went wrong, by RFC 9457. */
@Schema(
    name = "Problem",
    description = "What went wrong (RFC 9457). Decide by `code` and `retryable`, never by texts.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AdminProblem(
    @Schema(example = "urn:facepay:problem:device_exists") String type,
    @Schema(example = "Device exists") String title,
    @Schema(example = "409") int status,
    @Schema(types = {"string", "null"}) @Nullable String detail,
    @Schema(example = "device_exists") String code,
    boolean retryable,
    @JsonProperty("what_to_do") String whatToDo) {

  static AdminProblem of(AdminProblemCode code, @Nullable String detail) {
    String words = code.wire().replace('_', ' ');
    return new AdminProblem(
        "urn:facepay:problem:" + code.wire(),
        Character.toUpperCase(words.charAt(0)) + words.substring(1),
        code.status(),
        detail,
        code.wire(),
        code.retryable(),
        code.whatToDo());
  }

  static ResponseEntity<Object> reply(AdminProblemCode code, @Nullable String detail) {
    ResponseEntity.BodyBuilder reply =
        ResponseEntity.status(code.status())
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .header("Cache-Control", "no-store");
    if (code == AdminProblemCode.UNAUTHORIZED) {
      reply.header("WWW-Authenticate", "Bearer realm=\"facepay\"");
    }
    if (code.retryable()) {
      reply.header("Retry-After", "1");
    }
    return reply.body(of(code, detail));
  }
}
