package dev.facepay.simulator;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Every refusal of the control API as an RFC 9457 problem with a {@code code}. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  @ExceptionHandler(InvalidInput.class)
  ProblemDetail invalid(InvalidInput e) {
    return problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_input", e.getMessage());
  }

  @ExceptionHandler(NotThere.class)
  ProblemDetail notThere(NotThere e) {
    return problem(HttpStatus.NOT_FOUND, "not_found", e.getMessage());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String detail =
        e.getCause() instanceof JacksonException json
            ? json.getOriginalMessage()
            : "the body is not the JSON that is expected";
    ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "unreadable_body", detail);
    return handleExceptionInternal(e, problem, headers, status, request);
  }

  private static ProblemDetail problem(HttpStatus status, String code, @Nullable String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(detail));
    problem.setProperty("code", code);
    return problem;
  }

  /** What was asked for does not exist. */
  static final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotThere(String what) {
      super(what, null, false, false);
    }
  }

  /** An input of the control API that breaks a rule; the message is for whoever sent it. */
  static final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidInput(String rule) {
      super(rule, null, false, false);
    }

    static void require(boolean holds, String rule) {
      if (!holds) {
        throw new InvalidInput(rule);
      }
    }
  }
}
