package dev.facepay.auth.registry.admin;

import dev.facepay.auth.registry.admin.body.AuditBody;
import dev.facepay.auth.registry.admin.body.Pages;
import dev.facepay.auth.registry.audit.Audit;
import dev.facepay.auth.registry.audit.AuditEntry;
import dev.facepay.runtime.operator.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what. */
@RestController
@RequestMapping("/v1/admin/audit")
final class AuditController {

  private final AdminDoor door;
  private final Audit audit;

  AuditController(AdminDoor door, Audit audit) {
    this.door = door;
    this.audit = audit;
  }

  @GetMapping
  ResponseEntity<Object> list(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @RequestParam(name = "cursor", defaultValue = "") String cursor,
      @RequestParam(name = "limit", defaultValue = "50") int limit)
      throws Exception {
    return door.enter(
        new AdminDoor.Call(authorization, Scope.AUDIT_READ, "audit.list"),
        () -> {
          List<AuditEntry> page = audit.page(cursor, BodyReader.limit(limit));
          String next = page.size() < limit ? null : page.getLast().id();
          return AdminReply.ok(
              200, new Pages.Audits(page.stream().map(AuditBody::of).toList(), next), Audit.DONE);
        });
  }
}
