package dev.facepay.http;

import dev.facepay.runtime.Trace;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Runs each request as a step of its sender's own trace ({@code traceparent}), or of one that
 * begins here, and says its ids with every answer: log lines and facts carry the same.
 */
final class RequestTrace implements Filter {

  /** The ids of the step, and of the trace that it belongs to. */
  static final String REQUEST_ID = "Request-Id";

  static final String TRACE_ID = "Trace-Id";

  /** The request's attribute with its trace, for what the container tells after all filters. */
  static final String ATTRIBUTE = "facepay.trace";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Trace trace = of((HttpServletRequest) request);
    begin(trace, (HttpServletResponse) response);
    request.setAttribute(ATTRIBUTE, trace);
    try {
      trace.run(() -> chain.doFilter(request, response));
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  static void begin(Trace trace, HttpServletResponse answer) {
    answer.setHeader(REQUEST_ID, trace.spanId());
    answer.setHeader(TRACE_ID, trace.traceId());
  }

  /** The one that the request has already, or its next step. */
  static Trace of(HttpServletRequest http) {
    return http.getAttribute(ATTRIBUTE) instanceof Trace known
        ? known
        : Trace.parse(http.getHeader("traceparent")).map(Trace::child).orElseGet(Trace::start);
  }
}
