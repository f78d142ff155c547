package dev.facepay.auth.registry.admin;

import dev.facepay.auth.registry.audit.Audit;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An answer, and what the audit says of it.
 *
 * @param subject what the call turned out to be about, or null if that was known before
 */
record AdminReply(
    ResponseEntity<Object> http, @Nullable String subject, String result, String reason) {

  static AdminReply ok(int status, Object body, String result) {
    ResponseEntity<Object> http =
        ResponseEntity.status(status)
            .contentType(MediaType.APPLICATION_JSON)
            .header("Cache-Control", "no-store")
            .body(body);
    return new AdminReply(http, null, result, "");
  }

  static AdminReply refused(ProblemCode code, @Nullable String detail) {
    return new AdminReply(
        Problem.reply(code, detail),
        null,
        code.retryable() ? Audit.FAILED : Audit.REFUSED,
        code.wire());
  }

  AdminReply about(String newSubject) {
    return new AdminReply(http, newSubject, result, reason);
  }
}
