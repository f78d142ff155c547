package dev.facepay.console;

import dev.facepay.http.OperatorProblem;
import dev.facepay.http.Problem;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.operator.OperatorKeys.Access;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lets in an operator whose key has the scope, reading or acting. */
public final class OperatorKeyFilter implements Filter {

  /**
   * The request's attribute with the {@link dev.facepay.runtime.operator.OperatorKeys.Operator}.
   */
  public static final String OPERATOR = "facepay.operator";

  /** Handed on to the registry, which lets its operators in itself. */
  private static final String REGISTRY = "/v1/admin/";

  private final OperatorKeys keys;

  public OperatorKeyFilter(OperatorKeys keys) {
    this.keys = keys;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    if (http.getServletPath().startsWith(REGISTRY)) {
      chain.doFilter(http, answer);
      return;
    }
    Scope needed = http.getMethod().equals("POST") ? Scope.PAYMENTS_ACT : Scope.PAYMENTS_READ;
    switch (keys.ask(http.getHeader("Authorization"), needed)) {
      case Access.Granted granted -> {
        http.setAttribute(OPERATOR, granted.operator());
        chain.doFilter(http, answer);
      }
      case Access.Unknown unknown ->
          Problem.unauthorized(OperatorProblem.UNAUTHORIZED, http.getHeader("Authorization"))
              .write(answer);
      case Access.Forbidden forbidden ->
          Problem.of(OperatorProblem.SCOPE_MISSING, "needs " + forbidden.missing().wire(), null)
              .write(answer);
    }
  }
}
