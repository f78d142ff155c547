package dev.facepay.edge.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Whatever goes wrong, a device gets a problem by RFC 9457, and never our insides. */
@RestControllerAdvice
public final class ProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final EdgeMetrics metrics;

  public ProblemAdvice(EdgeMetrics metrics) {
    this.metrics = metrics;
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Problem> on(Exception e) {
    if (e instanceof IOException) {
      // The device is gone: nobody is left to tell.
      metrics.count("any", "device_gone");
      return null;
    }
    if (e instanceof ErrorResponse refused) {
      return reply(ProblemCode.ofStatus(refused.getStatusCode().value()), refused.getHeaders());
    }
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return reply(ProblemCode.BUSY, HttpHeaders.EMPTY);
    }
    LOG.error("event=request-broke", e);
    return reply(ProblemCode.INTERNAL_ERROR, HttpHeaders.EMPTY);
  }

  private ResponseEntity<Problem> reply(ProblemCode code, HttpHeaders headers) {
    metrics.count("any", code.wire());
    return ResponseEntity.status(code.status())
        .headers(headers)
        .header(HttpHeaders.RETRY_AFTER, code.retryable() ? new String[] {"1"} : new String[0])
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(code));
  }
}
