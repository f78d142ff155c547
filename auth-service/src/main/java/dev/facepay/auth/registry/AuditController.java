package dev.facepay.auth.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The acts of operators, and whose they were. */
@RestController
@RequestMapping("/v1/admin/audit")
final class AuditController {

  private final OperatorCalls calls;
  private final Audit audit;

  AuditController(OperatorCalls calls, Audit audit) {
    this.calls = calls;
    this.audit = audit;
  }

  @GetMapping
  ResponseEntity<Object> list(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @RequestParam(name = "cursor", defaultValue = "") String cursor,
      @RequestParam(name = "limit", defaultValue = "50") int limit)
      throws Exception {
    return calls.run(
        new OperatorCalls.Call(authorization, Scope.AUDIT_READ, "audit.list"),
        () -> {
          List<Audit.Entry> page = audit.page(cursor, BodyReader.limit(limit));
          String next = page.size() < limit ? null : page.getLast().id();
          return OperatorCalls.Reply.ok(200, new Page(page, next), Audit.DONE);
        });
  }

  /** Newest first; {@code next_cursor} is absent on the last page. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(
      List<Audit.Entry> entries, @JsonProperty("next_cursor") @Nullable String nextCursor) {}
}
