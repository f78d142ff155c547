package dev.facepay.console;

import dev.facepay.http.FieldError;
import dev.facepay.http.Problem;
import dev.facepay.payment.FieldRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What answers have in common, whatever they are about. */
public final class Replies {

  public static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

  private Replies() {}

  /** True now, and for nobody to keep. */
  public static ResponseEntity<Object> fresh(Object body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }

  /** A file by RFC 4180, of lines whose cells are quoted where they need it. */
  public static ResponseEntity<Object> csv(List<String> lines) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(CSV)
        .body(String.join("\r\n", lines) + "\r\n");
  }

  /** Without the blanks around it; what nobody wrote is empty. */
  public static String text(@Nullable String given) {
    return given == null ? "" : given.strip();
  }

  /** What is wrong with the words, if anything is. */
  public static Optional<ResponseEntity<Object>> noWhy(@Nullable String why) {
    return FieldError.of("why", why == null ? null : why.strip(), FieldRule.WHY)
        .map(fault -> Problem.invalid(List.of(fault)));
  }

  /** It is in the log; what comes of it shows at {@code Location} and in the stream. */
  public static ResponseEntity<Object> taken(String address, Optional<?> page) {
    return page.isEmpty()
        ? Problem.reply(ConsoleProblem.PAYMENT_NOT_FOUND, null)
        : ResponseEntity.accepted().header(HttpHeaders.LOCATION, address).body(page.get());
  }
}
