package dev.facepay.http.operator;

import dev.facepay.http.OperatorProblem;
import dev.facepay.http.Problem;
import dev.facepay.http.operator.KnownKeys.TooManyTries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Says as a problem by RFC 9457 why an operator is not let in. */
final class OperatorRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  @Override
  public void commence(
      HttpServletRequest http, HttpServletResponse answer, AuthenticationException why)
      throws IOException {
    switch (why) {
      case TooManyTries many -> {
        long seconds = many.retryAfter().plusNanos(999_999_999).toSeconds();
        answer.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        Problem.of(OperatorProblem.TOO_MANY_TRIES).write(answer);
      }
      // Of a key that came in a body.
      case BadCredentialsException wrong ->
          Problem.of(OperatorProblem.UNAUTHORIZED, "this key opens nothing here", null)
              .write(answer);
      default ->
          Problem.unauthorized(
                  OperatorProblem.UNAUTHORIZED, http.getHeader(HttpHeaders.AUTHORIZATION))
              .write(answer);
    }
  }

  @Override
  public void handle(HttpServletRequest http, HttpServletResponse answer, AccessDeniedException why)
      throws IOException {
    Problem.of(OperatorProblem.SCOPE_MISSING, "needs " + missing(why), null).write(answer);
  }

  private static String missing(AccessDeniedException why) {
    return why instanceof AuthorizationDeniedException denied
            && denied.getAuthorizationResult() instanceof AuthorityAuthorizationDecision decision
        ? decision.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .collect(Collectors.joining(" or "))
        : "more than this key opens";
  }
}
