package dev.facepay.console.http;

import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import dev.facepay.payment.FieldRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** What answers to a person's acts have in common, whatever they are about. */
final class ActReplies {

  private ActReplies() {}

  /** Without the blanks around it; what nobody wrote is empty. */
  static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }

  /** What is wrong with the words, if anything is. */
  static Optional<ResponseEntity<Object>> noWhy(String why) {
    return FieldRule.WHY
        .fault(why)
        .map(fault -> Problem.reply(CommonProblem.INVALID_REQUEST, "why " + fault));
  }

  /** It is in the log; what comes of it shows at {@code Location} and in the stream. */
  static ResponseEntity<Object> taken(String address, Optional<?> page) {
    return page.isEmpty()
        ? Problem.reply(ReportProblem.PAYMENT_NOT_FOUND, null)
        : ResponseEntity.accepted().header(HttpHeaders.LOCATION, address).body(page.get());
  }
}
