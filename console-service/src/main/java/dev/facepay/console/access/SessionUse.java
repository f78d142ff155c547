package dev.facepay.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** A session is used by what its person does, and not by a page that is left open. */
final class SessionUse extends OncePerRequestFilter {

  /** Sent with what a page asks for by itself. */
  static final String BY_ITSELF = "X-Unattended";

  private final SealedSessions sessions;

  SessionUse(SealedSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest http, HttpServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (who != null
        && who.getDetails() instanceof Session session
        && http.getHeader(BY_ITSELF) == null
        && !http.getMethod().equals("DELETE")) {
      sessions.use(session, http, answer);
    }
    chain.doFilter(http, answer);
  }
}
