package dev.facepay.auth.registry.audit;

import java.time.Instant;

/**
 * One act, or one that was refused.
 *
 * @param id newest first: the order of ids is the order of the list
 * @param who the operator's name, {@code device} or {@code stranger}
 * @param what like {@code device.revoke}
 * @param subject whom or what it was about, or {@code -}
 * @param result {@code begun} (the process ended in the middle of it), {@code done}, {@code
 *     unchanged}, {@code refused} or {@code failed}
 * @param reason why, or empty
 */
public record AuditEntry(
    String id, Instant at, String who, String what, String subject, String result, String reason) {

  AuditEntry ended(String newSubject, String newResult, String newReason) {
    return new AuditEntry(id, at, who, what, newSubject, newResult, newReason);
  }
}
