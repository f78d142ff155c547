package dev.facepay.report.http;

import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** What answers to a person's acts have in common, whatever they are about. */
final class ActReplies {

  static final int WHY_CHARACTERS_MAX = 500;

  private ActReplies() {}

  /** Without the blanks around it; what nobody wrote is empty. */
  static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }

  static boolean isWhy(String why) {
    return !why.isEmpty() && why.length() <= WHY_CHARACTERS_MAX;
  }

  static ResponseEntity<Object> noWhy() {
    return Problem.reply(
        CommonProblem.INVALID_REQUEST, "why has 1 to " + WHY_CHARACTERS_MAX + " characters");
  }

  /** It is in the log; what comes of it shows at {@code Location} and in the stream. */
  static ResponseEntity<Object> taken(String address, Optional<?> page) {
    return page.isEmpty()
        ? Problem.reply(ReportProblem.PAYMENT_NOT_FOUND, null)
        : ResponseEntity.accepted().header(HttpHeaders.LOCATION, address).body(page.get());
  }
}
