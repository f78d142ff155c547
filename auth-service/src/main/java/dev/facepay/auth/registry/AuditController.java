package dev.facepay.auth.registry;

import dev.facepay.auth.registry.OperatorCalls.Call;
import dev.facepay.auth.registry.OperatorCalls.Reply;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
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
      HttpServletRequest http,
      @RequestParam(name = "who", defaultValue = "") String who,
      @RequestParam(name = "what", defaultValue = "") String what,
      @RequestParam(name = "subject", defaultValue = "") String subject,
      @RequestParam(name = "result", defaultValue = "") String result,
      @RequestParam(name = "acts", defaultValue = "false") boolean acts,
      @RequestParam(name = "cursor", defaultValue = "") String cursor,
      @RequestParam(name = "limit", defaultValue = "50") int limit)
      throws Exception {
    Audit.Filter filter = new Audit.Filter(who, what, subject, result, acts);
    return calls.run(
        new Call(http, Scope.AUDIT_READ, "audit.list"),
        () -> Reply.page("entries", audit.page(filter, cursor, limit), Function.identity()));
  }
}
