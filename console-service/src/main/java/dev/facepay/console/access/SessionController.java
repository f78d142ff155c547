package dev.facepay.console.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.Replies;
import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.http.operator.OperatorSecurity;
import dev.facepay.payment.FieldRule;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The person who has logged in. */
@RestController
@RequestMapping("/v1/session")
final class SessionController {

  private final AuthenticationManager keys;
  private final AuthenticationEntryPoint refusals;
  private final SealedSessions sessions;
  private final SessionSettings settings;

  SessionController(
      AuthenticationManager keys,
      AuthenticationEntryPoint refusals,
      SealedSessions sessions,
      SessionSettings settings) {
    this.keys = keys;
    this.refusals = refusals;
    this.sessions = sessions;
    this.settings = settings;
  }

  /**
   * @param until when it ends in any case; not there for a key that came as a bearer token
   * @param idleUntil when it ends if nothing is done
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      String operator,
      List<String> scopes,
      @Nullable Instant until,
      @JsonProperty("idle_until") @Nullable Instant idleUntil) {}

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> logIn(HttpServletRequest http, HttpServletResponse answer)
      throws IOException, InterruptedException {
    return Replies.to(
        http,
        SessionController::key,
        key -> {
          Authentication operator =
              keys.authenticate(OperatorSecurity.asking(key, http.getRemoteAddr()));
          return Replies.fresh(view(sessions.begin(operator, http, answer)));
        });
  }

  static Read<String> key(byte[] json) {
    return RequestBody.read(
        json, List.of("key"), Set.of(), in -> in.text("key", FieldRule.OPERATOR_KEY));
  }

  @GetMapping
  ResponseEntity<Object> get(Authentication who) {
    return Replies.fresh(view(who));
  }

  /** The browser forgets it. */
  @DeleteMapping
  ResponseEntity<Void> leave(HttpServletRequest http, HttpServletResponse answer) {
    sessions.saveContext(new SecurityContextImpl(), http, answer);
    return ResponseEntity.noContent().build();
  }

  @ExceptionHandler
  void refused(AuthenticationException why, HttpServletRequest http, HttpServletResponse answer)
      throws IOException, ServletException {
    refusals.commence(http, answer, why);
  }

  private View view(Authentication who) {
    Operator operator = OperatorSecurity.operator(who);
    List<String> scopes = operator.scopes().stream().sorted().map(Scope::wire).toList();
    return who.getDetails() instanceof Session session
        ? new View(operator.name(), scopes, session.overAt(settings), session.idleAt(settings))
        : new View(operator.name(), scopes, null, null);
  }
}
