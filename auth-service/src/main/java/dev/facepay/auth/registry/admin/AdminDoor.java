package dev.facepay.auth.registry.admin;

import dev.facepay.auth.registry.audit.Audit;
import dev.facepay.auth.registry.audit.AuditEntry;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.OperatorProblem;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.Access;
import dev.facepay.runtime.operator.Operator;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.operator.Scope;
import dev.facepay.runtime.store.StoreUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * Who may act, and the audit of it: what is done is written down before, how it ended after.
 * Strangers cost the database a bounded number of entries a minute; all of them are counted.
 */
final class AdminDoor {

  private static final String NOBODY = "-";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final OperatorKeys keys;
  private final Audit audit;
  private final Timekeeper time;
  private final MeterRegistry meters;
  private final int strangersPerMinute;
  private Instant minute = Instant.EPOCH;
  private int strangers;

  AdminDoor(
      OperatorKeys keys,
      Audit audit,
      Timekeeper time,
      MeterRegistry meters,
      int strangersPerMinute) {
    this.keys = keys;
    this.audit = audit;
    this.time = time;
    this.meters = meters;
    this.strangersPerMinute = strangersPerMinute;
  }

  /** What an operator may do once let in. */
  @FunctionalInterface
  interface Act {
    AdminReply run() throws Exception;
  }

  /** A call: what it is called in the audit, and what it needs. */
  record Call(@Nullable String authorization, Scope scope, String what, String subject) {

    Call(@Nullable String authorization, Scope scope, String what) {
      this(authorization, scope, what, NOBODY);
    }
  }

  ResponseEntity<Object> enter(Call call, Act act) throws Exception {
    try {
      return switch (keys.ask(call.authorization(), call.scope())) {
        case Access.Granted granted -> run(granted.operator(), call, act);
        case Access.Forbidden forbidden ->
            refuse(forbidden.operator().name(), call, OperatorProblem.SCOPE_MISSING);
        case Access.Unknown unknown -> {
          if (mayNoteStranger()) {
            yield refuse("stranger", call, OperatorProblem.UNAUTHORIZED);
          }
          count(call, OperatorProblem.UNAUTHORIZED.wire());
          yield Problem.reply(OperatorProblem.UNAUTHORIZED, null);
        }
      };
    } catch (StoreUnavailable e) {
      count(call, RegistryProblem.REGISTRY_UNAVAILABLE.wire());
      return Problem.reply(RegistryProblem.REGISTRY_UNAVAILABLE, null);
    }
  }

  private ResponseEntity<Object> run(Operator operator, Call call, Act act) throws Exception {
    AuditEntry entry = audit.begin(operator.name(), call.what(), call.subject());
    AdminReply reply = AdminReply.refused(CommonProblem.INTERNAL_ERROR, null);
    try {
      reply = act.run();
    } catch (StoreUnavailable e) {
      reply = AdminReply.refused(RegistryProblem.REGISTRY_UNAVAILABLE, null);
    } catch (IllegalArgumentException e) {
      reply = AdminReply.refused(CommonProblem.INVALID_REQUEST, e.getMessage());
    } finally {
      String subject = Objects.requireNonNullElse(reply.subject(), call.subject());
      audit.end(entry, subject, reply.result(), reply.reason());
      count(call, reply.reason().isEmpty() ? reply.result() : reply.reason());
    }
    return reply.http();
  }

  private ResponseEntity<Object> refuse(String who, Call call, ProblemCode code) {
    AuditEntry entry = audit.begin(who, call.what(), call.subject());
    audit.end(entry, call.subject(), Audit.REFUSED, code.wire());
    count(call, code.wire());
    return Problem.reply(
        code, code == OperatorProblem.SCOPE_MISSING ? "needs " + call.scope().wire() : null);
  }

  private void count(Call call, String outcome) {
    Counter.builder("facepay.admin.calls")
        .description("What operators asked for, by what came of it")
        .tag("what", call.what())
        .tag("outcome", outcome)
        .register(meters)
        .increment();
  }

  private synchronized boolean mayNoteStranger() {
    Instant now = time.instant();
    if (!now.isBefore(minute.plus(MINUTE))) {
      minute = now;
      strangers = 0;
    }
    return ++strangers <= strangersPerMinute;
  }
}
