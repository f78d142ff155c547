package dev.facepay.http.operator;

import dev.facepay.http.operator.KnownKeys.TooManyTries;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes an operator's key from the Authorization header. A wrong one makes its sender a stranger,
 * who may still have what is for everybody.
 */
final class BearerKeys extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";

  private final KnownKeys keys;
  private final OperatorRefusals refusals;

  BearerKeys(KnownKeys keys, OperatorRefusals refusals) {
    this.keys = keys;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest http, HttpServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    String key = key(http.getHeader(HttpHeaders.AUTHORIZATION));
    if (!key.isEmpty()) {
      try {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
            keys.authenticate(OperatorSecurity.asking(key, http.getRemoteAddr())));
        SecurityContextHolder.setContext(context);
      } catch (BadCredentialsException stranger) {
        // Stays the stranger that it was.
      } catch (TooManyTries e) {
        refusals.commence(http, answer, e);
        return;
      }
    }
    chain.doFilter(http, answer);
  }

  /** Empty if there is none. */
  private static String key(@Nullable String header) {
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : "";
  }
}
