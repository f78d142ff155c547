package dev.facepay.console.access;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.http.operator.OperatorSecurity;
import dev.facepay.payment.Sealed;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.CannotOpen;
import dev.facepay.runtime.seal.Sealer.Purpose;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.util.WebUtils;

/**
 * Sessions in a cookie: every console with the same key ring opens them, and a restart ends none.
 * Nobody but a console can read or make one.
 */
@SuppressWarnings("deprecation") // The older way to load is the one that has to be there.
final class SealedSessions implements SecurityContextRepository {

  static final String COOKIE = "facepay-session";

  /** The request's attribute with the {@link ConsoleProblem} of a session that counts no more. */
  static final String FAULT = "facepay.session.fault";

  private static final String BOUND_TO = "console";

  private final Sealer sealer;
  private final OperatorKeys keys;
  private final SessionSettings settings;
  private final Timekeeper time;

  SealedSessions(Sealer sealer, OperatorKeys keys, SessionSettings settings, Timekeeper time) {
    this.sealer = sealer;
    this.keys = keys;
    this.settings = settings;
    this.time = time;
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return WebUtils.getCookie(request, COOKIE) != null;
  }

  @Override
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    Cookie cookie = WebUtils.getCookie(holder.getRequest(), COOKIE);
    if (cookie != null) {
      Session session = open(cookie.getValue());
      Optional<Operator> operator = session == null ? Optional.empty() : keys.find(session.key());
      if (session == null || operator.isEmpty()) {
        holder.getRequest().setAttribute(FAULT, ConsoleProblem.SESSION_ENDED);
      } else if (!time.instant().isBefore(session.overAt(settings))) {
        holder.getRequest().setAttribute(FAULT, ConsoleProblem.SESSION_EXPIRED);
      } else if (!time.instant().isBefore(session.idleAt(settings))) {
        holder.getRequest().setAttribute(FAULT, ConsoleProblem.SESSION_IDLE);
      } else {
        context.setAuthentication(authentication(operator.get(), session));
      }
    }
    return context;
  }

  private @Nullable Session open(String cookie) {
    try {
      return Session.parse(sealer.open(Purpose.OPERATOR_SESSION, BOUND_TO, new Sealed(cookie)));
    } catch (CannotOpen | IllegalArgumentException e) {
      return null;
    }
  }

  private static Authentication authentication(Operator operator, Session session) {
    AbstractAuthenticationToken who = OperatorSecurity.letIn(operator, session.key());
    who.setDetails(session);
    return who;
  }

  /** The login. */
  Authentication begin(
      Authentication operator, HttpServletRequest request, HttpServletResponse response) {
    Session session = Session.begin(String.valueOf(operator.getCredentials()), time.instant());
    Authentication who = authentication(OperatorSecurity.operator(operator), session);
    saveContext(new SecurityContextImpl(who), request, response);
    return who;
  }

  /** Something was done with it: it is idle later. Most requests change nothing. */
  void use(Session session, HttpServletRequest request, HttpServletResponse response) {
    Instant now = time.instant();
    if (session.isRenewedAt(now)) {
      write(session.used(now), request, response);
    }
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    Authentication who = context.getAuthentication();
    if (who == null) {
      response.addHeader(
          HttpHeaders.SET_COOKIE, cookie("", request).maxAge(Duration.ZERO).build().toString());
    } else if (who.getDetails() instanceof Session session) {
      write(session, request, response);
    }
  }

  private void write(Session session, HttpServletRequest request, HttpServletResponse response) {
    String sealed = sealer.seal(Purpose.OPERATOR_SESSION, BOUND_TO, session.text()).text();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(sealed, request).build().toString());
  }

  /** Without an age: the browser forgets it when it ends, and the console says when it is over. */
  private static ResponseCookie.ResponseCookieBuilder cookie(
      String value, HttpServletRequest request) {
    return ResponseCookie.from(COOKIE, value)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Strict")
        .path("/");
  }
}
