package dev.facepay.auth.registry;

import dev.facepay.http.CommonProblem;
import dev.facepay.http.FieldError;
import dev.facepay.http.OperatorProblem;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import dev.facepay.runtime.store.StoreUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Runs what an operator may do, and audits it: an act is written down before it is done, its end
 * after. Strangers cost the database a bounded number of entries a minute; all of them are counted.
 */
@Component
final class OperatorCalls {

  private static final String NOBODY = "-";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int BYTES_MAX = 16 * 1024;

  private final Audit audit;
  private final Timekeeper time;
  private final MeterRegistry meters;
  private final int strangersPerMinute;
  private Instant minute = Instant.EPOCH;
  private int strangers;

  OperatorCalls(Audit audit, Timekeeper time, MeterRegistry meters, RegistrySettings settings) {
    this.audit = audit;
    this.time = time;
    this.meters = meters;
    this.strangersPerMinute = settings.strangersPerMinute();
  }

  /** What an operator may do once let in. */
  @FunctionalInterface
  interface Act {
    Reply run() throws Exception;
  }

  /** The same with what its body asks for. */
  @FunctionalInterface
  interface Step<T> {
    Reply run(T asked) throws Exception;
  }

  /** A call: what it is called in the audit, and what it needs. */
  record Call(HttpServletRequest http, Scope scope, String what, String subject) {

    Call(HttpServletRequest http, Scope scope, String what) {
      this(http, scope, what, NOBODY);
    }

    private @Nullable String authorization() {
      return http.getHeader(HttpHeaders.AUTHORIZATION);
    }
  }

  /** The body is read once its sender is let in; of a wrong one all that is wrong is told. */
  <T> ResponseEntity<Object> run(Call call, Function<byte[], Read<T>> reader, Step<T> step)
      throws Exception {
    return run(
        call,
        () -> {
          byte[] body = call.http().getInputStream().readNBytes(BYTES_MAX + 1);
          if (body.length > BYTES_MAX) {
            return Reply.refused(CommonProblem.BODY_TOO_LARGE);
          }
          return switch (reader.apply(body)) {
            case Read.Malformed<T> m -> Reply.refused(CommonProblem.MALFORMED_JSON, m.why(), null);
            case Read.Invalid<T> i ->
                Reply.refused(CommonProblem.INVALID_REQUEST, null, i.errors());
            case Read.Valid<T> v -> step.run(v.value());
          };
        });
  }

  ResponseEntity<Object> run(Call call, Act act) throws Exception {
    try {
      Optional<Operator> operator = operator(call.http());
      if (operator.isPresent()) {
        return operator.get().scopes().contains(call.scope())
            ? audited(operator.get(), call, act)
            : refuse(operator.get().name(), call, OperatorProblem.SCOPE_MISSING);
      }
      if (mayNoteStranger()) {
        return refuse("stranger", call, OperatorProblem.UNAUTHORIZED);
      }
      count(call, OperatorProblem.UNAUTHORIZED.wire());
      return problem(call, OperatorProblem.UNAUTHORIZED);
    } catch (StoreUnavailable e) {
      count(call, RegistryProblem.REGISTRY_UNAVAILABLE.wire());
      return Problem.reply(RegistryProblem.REGISTRY_UNAVAILABLE, null);
    }
  }

  /** Whom the request's filter chain has let in; a stranger comes as far as here to be audited. */
  private static Optional<Operator> operator(HttpServletRequest http) {
    return http.getUserPrincipal() instanceof Authentication who
            && who.getPrincipal() instanceof Operator operator
        ? Optional.of(operator)
        : Optional.empty();
  }

  private ResponseEntity<Object> audited(Operator operator, Call call, Act act) throws Exception {
    Audit.Entry entry = audit.begin(operator.name(), call.what(), call.subject());
    Reply reply = Reply.refused(CommonProblem.INTERNAL_ERROR);
    try {
      reply = act.run();
    } catch (StoreUnavailable e) {
      reply = Reply.refused(RegistryProblem.REGISTRY_UNAVAILABLE);
    } finally {
      String subject = Objects.requireNonNullElse(reply.subject(), call.subject());
      audit.end(entry, subject, reply.result(), reply.reason());
      count(call, reply.reason().isEmpty() ? reply.result() : reply.reason());
    }
    return reply.http();
  }

  private ResponseEntity<Object> refuse(String who, Call call, OperatorProblem code) {
    Audit.Entry entry = audit.begin(who, call.what(), call.subject());
    audit.end(entry, call.subject(), Audit.REFUSED, code.wire());
    count(call, code.wire());
    return problem(call, code);
  }

  private static ResponseEntity<Object> problem(Call call, OperatorProblem code) {
    return code == OperatorProblem.SCOPE_MISSING
        ? Problem.reply(code, "needs " + call.scope().wire())
        : Problem.unauthorized(code, call.authorization()).reply(1);
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

  /**
   * An answer, and what the audit says of it.
   *
   * @param subject what the call turned out to be about, or null if that was known before
   */
  record Reply(
      ResponseEntity<Object> http, @Nullable String subject, String result, String reason) {

    /**
     * @param done false: it was so already
     */
    static Reply ok(int status, Object body, boolean done) {
      ResponseEntity<Object> http =
          ResponseEntity.status(status)
              .contentType(MediaType.APPLICATION_JSON)
              .header("Cache-Control", "no-store")
              .body(body);
      return new Reply(http, null, done ? Audit.DONE : Audit.UNCHANGED, "");
    }

    static Reply found(Optional<?> body, ProblemCode otherwise) {
      return body.isPresent() ? ok(200, body.get(), true) : refused(otherwise);
    }

    /** In the order of ids; {@code next_cursor} is left out on the last page. */
    static <T> Reply page(String name, Page<T> page, Function<T, ?> shown) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put(name, page.rows().stream().map(shown).toList());
      if (page.next() != null) {
        body.put("next_cursor", page.next());
      }
      return ok(200, body, true);
    }

    static Reply refused(ProblemCode code) {
      return refused(code, null, null);
    }

    private static Reply refused(
        ProblemCode code, @Nullable String detail, @Nullable List<FieldError> errors) {
      return new Reply(
          Problem.of(code, detail, errors).reply(1),
          null,
          code.retryable() ? Audit.FAILED : Audit.REFUSED,
          code.wire());
    }

    Reply about(String newSubject) {
      return new Reply(http, newSubject, result, reason);
    }
  }
}
