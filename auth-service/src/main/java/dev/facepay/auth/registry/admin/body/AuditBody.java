package dev.facepay.auth.registry.admin.body;

import dev.facepay.auth.registry.audit.AuditEntry;
import io.swagger.v3.oas.annotations.media.Schema;

/** One audited act. */
@Schema(name = "AuditEntry", description = "One act, or one that was refused.")
public record AuditBody(
    @Schema(format = "date-time") String at,
    @Schema(description = "An operator's name, `device` or `stranger`.", example = "alice")
        String who,
    @Schema(example = "device.revoke") String what,
    @Schema(example = "D03") String subject,
    @Schema(
            description = "`begun`: the process ended in the middle of it.",
            allowableValues = {"begun", "done", "unchanged", "refused", "failed"})
        String result,
    @Schema(description = "Why, or empty.", example = "used") String reason) {

  public static AuditBody of(AuditEntry entry) {
    return new AuditBody(
        entry.at().toString(),
        entry.who(),
        entry.what(),
        entry.subject(),
        entry.result(),
        entry.reason());
  }
}
