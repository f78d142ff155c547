package dev.facepay.auth.registry.admin;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Whatever else goes wrong is a problem too, and never our insides. */
@Hidden
@RestController
@RestControllerAdvice
final class AdminErrors implements ErrorController {

  private static final Logger LOG = LoggerFactory.getLogger(AdminErrors.class);

  @ExceptionHandler
  ResponseEntity<Object> on(Exception e) {
    if (e instanceof ErrorResponse refused) {
      return AdminProblem.reply(AdminProblemCode.ofStatus(refused.getStatusCode().value()), null);
    }
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return AdminProblem.reply(AdminProblemCode.REGISTRY_UNAVAILABLE, null);
    }
    LOG.error("event=request-broke", e);
    return AdminProblem.reply(AdminProblemCode.INTERNAL_ERROR, null);
  }

  /** What the container refuses before our code sees it. */
  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Object> error(HttpServletRequest http) {
    Object status = http.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    return AdminProblem.reply(
        AdminProblemCode.ofStatus(status instanceof Integer known ? known : 404), null);
  }
}
