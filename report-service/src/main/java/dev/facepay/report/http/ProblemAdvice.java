package dev.facepay.report.http;

import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.store.StoreUnavailable;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Whatever goes wrong, a client gets a problem by RFC 9457, and never our insides. */
@Hidden
@RestController
@RestControllerAdvice
public final class ProblemAdvice implements ErrorController {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  @Nullable ResponseEntity<Object> on(Exception e) {
    return switch (e) {
      // The client is gone: nobody is left to tell.
      case IOException gone -> null;
      case StoreUnavailable away -> Problem.reply(ProblemCode.STORE_UNAVAILABLE, null);
      case FactNotPublished away -> Problem.reply(ProblemCode.LOG_UNAVAILABLE, null);
      case MethodArgumentTypeMismatchException odd ->
          Problem.reply(ProblemCode.INVALID_REQUEST, odd.getName() + " is not of its type");
      case InterruptedException stopping -> {
        Thread.currentThread().interrupt();
        yield Problem.reply(ProblemCode.BUSY, null);
      }
      default -> {
        if (e instanceof ErrorResponse refused) {
          yield Problem.reply(ProblemCode.ofStatus(refused.getStatusCode().value()), null);
        }
        LOG.error("event=request-broke", e);
        yield Problem.reply(ProblemCode.INTERNAL_ERROR, null);
      }
    };
  }

  /** What the container refuses before our code sees it. */
  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Object> error(HttpServletRequest http) {
    return Problem.reply(
        ProblemCode.ofStatus(
            http.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer known
                ? known
                : 404),
        null);
  }
}
