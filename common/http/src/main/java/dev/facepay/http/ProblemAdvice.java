package dev.facepay.http;

import dev.facepay.http.AddressGuard.OddAddress;
import dev.facepay.http.AddressGuard.WrongAddress;
import dev.facepay.http.FieldError.Code;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Whatever goes wrong, a client gets a problem by RFC 9457, and never our insides. */
@RestController
@RestControllerAdvice
public final class ProblemAdvice implements ErrorController {

  /** What is counted of a client that did not wait for its answer. */
  public static final String CLIENT_GONE = "client_gone";

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final Function<Exception, @Nullable ProblemCode> own;
  private final Consumer<String> counted;

  /**
   * @param own outages that the service has a code for; null for all others
   * @param counted takes the code of every problem that is answered here, or {@link #CLIENT_GONE}
   */
  public ProblemAdvice(Function<Exception, @Nullable ProblemCode> own, Consumer<String> counted) {
    this.own = own;
    this.counted = counted;
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> on(Exception e) {
    ProblemCode known = own.apply(e);
    if (known != null) {
      return reply(known, null);
    }
    return switch (e) {
      case IOException gone -> {
        // Nobody is left to tell.
        counted.accept(CLIENT_GONE);
        yield null;
      }
      case WrongAddress wrong -> invalid(wrong.faults());
      case OddAddress odd -> reply(CommonProblem.BAD_REQUEST, "an address has no ; here");
      case MethodArgumentTypeMismatchException odd ->
          invalid(List.of(new FieldError(odd.getName(), Code.INVALID, "is none that we gave")));
      case HttpMessageNotReadableException odd -> unreadable(odd.getCause());
      case InterruptedException stopping -> {
        Thread.currentThread().interrupt();
        yield reply(CommonProblem.BUSY, null);
      }
      default -> {
        if (e instanceof ErrorResponse refused) {
          yield refused(refused);
        }
        LOG.error("event=request-broke", e);
        yield reply(CommonProblem.INTERNAL_ERROR, null);
      }
    };
  }

  /** With the framework's own headers: which methods or types would do. */
  private ResponseEntity<Object> refused(ErrorResponse refused) {
    ResponseEntity<Object> reply =
        reply(CommonProblem.ofStatus(refused.getStatusCode().value()), null);
    return ResponseEntity.status(reply.getStatusCode())
        .headers(refused.getHeaders())
        .headers(reply.getHeaders())
        .body(reply.getBody());
  }

  /** What the container refuses before our code sees it. */
  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Object> error(HttpServletRequest http) {
    return http.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? reply(CommonProblem.ofStatus(status), null)
        : reply(CommonProblem.NOT_FOUND, null);
  }

  /** A body that the framework has read: of what is not JSON, and of a field of another type. */
  private ResponseEntity<Object> unreadable(@Nullable Throwable cause) {
    return switch (cause) {
      case MismatchedInputException odd when !odd.getPath().isEmpty() ->
          invalid(
              List.of(
                  new FieldError(
                      String.valueOf(odd.getPath().getFirst().getPropertyName()),
                      Code.WRONG_TYPE,
                      "is of another type than the contract has")));
      case StreamReadException odd -> reply(CommonProblem.MALFORMED_JSON, RequestBody.why(odd));
      case null, default -> reply(CommonProblem.MALFORMED_JSON, null);
    };
  }

  private ResponseEntity<Object> invalid(List<FieldError> faults) {
    counted.accept(CommonProblem.INVALID_REQUEST.wire());
    return Problem.invalid(faults);
  }

  private ResponseEntity<Object> reply(ProblemCode code, @Nullable String detail) {
    counted.accept(code.wire());
    return Problem.reply(code, detail);
  }
}
