package dev.facepay.console.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.fold.Outcome;
import dev.facepay.console.read.Cursor;
import dev.facepay.console.read.Listing;
import dev.facepay.console.read.PaymentPage;
import dev.facepay.console.read.Reader;
import dev.facepay.console.trade.Timelines;
import dev.facepay.console.trade.TradePage;
import dev.facepay.console.trade.Trades;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.WireName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments found and listed. */
@RestController
public final class PaymentsController {

  private static final int LIMIT = 50;
  private static final int NUMBER_CHARACTERS_MAX = 128;

  private final Reader reader;
  private final Trades trades;
  private final Timelines timelines;

  public PaymentsController(Reader reader, Trades trades, Timelines timelines) {
    this.reader = reader;
    this.trades = trades;
    this.timelines = timelines;
  }

  /**
   * @param nextCursor left out at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Payments(
      List<PaymentPage> payments, @JsonProperty("next_cursor") @Nullable String nextCursor) {}

  /**
   * @param trades those that are no payment of ours; a payment's own report is on its timeline
   */
  public record Found(List<PaymentPage> payments, List<TradePage> trades) {}

  @GetMapping("/v1/payments/{id}")
  ResponseEntity<Object> payment(@PathVariable("id") String id) {
    List<PaymentPage> found = timelines.with(reader.find(id).stream().toList());
    return found.size() == 1
        ? fresh(found.getFirst())
        : Problem.reply(ReportProblem.PAYMENT_NOT_FOUND, null);
  }

  @GetMapping("/v1/search")
  ResponseEntity<Object> search(@RequestParam("q") String number) {
    String wanted = number.strip();
    if (wanted.isEmpty() || wanted.length() > NUMBER_CHARACTERS_MAX) {
      return Problem.reply(
          CommonProblem.INVALID_REQUEST, "q has 1 to " + NUMBER_CHARACTERS_MAX + " characters");
    }
    List<PaymentPage> payments = reader.search(wanted);
    Set<String> ours = payments.stream().map(PaymentPage::id).collect(Collectors.toSet());
    List<TradePage> others =
        trades.search(wanted).stream().filter(trade -> !ours.contains(trade.id())).toList();
    return fresh(new Found(timelines.with(payments), timelines.ofTrades(others)));
  }

  @GetMapping("/v1/payments")
  ResponseEntity<Object> payments(
      @RequestParam(name = "merchant_id", required = false) @Nullable String merchant,
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      @RequestParam(name = "device_id", required = false) @Nullable String device,
      @RequestParam(name = "state", required = false) @Nullable String state,
      @RequestParam(name = "reason", required = false) @Nullable String reason,
      @RequestParam(name = "from", required = false) @Nullable Instant from,
      @RequestParam(name = "to", required = false) @Nullable Instant to,
      @RequestParam(name = "open", required = false, defaultValue = "false") boolean open,
      @RequestParam(name = "order", required = false) @Nullable String order,
      @RequestParam(name = "limit", required = false, defaultValue = "" + LIMIT) int limit,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
    boolean openState = false;
    if (state != null) {
      try {
        openState = WireName.parse(Outcome.class, state).open();
      } catch (IllegalArgumentException e) {
        return Problem.reply(CommonProblem.INVALID_REQUEST, "state is none of the states");
      }
    }
    if (!isSayable(from) || !isSayable(to)) {
      return Problem.reply(
          CommonProblem.INVALID_REQUEST, "from and to are times of the years 1970 to 9998");
    }
    boolean oldest = order == null ? open || openState : order.equals("oldest");
    return list(
        new Listing(
            merchant, store, device, state, reason, from, to, open, false, oldest, limit, null),
        order,
        cursor);
  }

  private static boolean isSayable(@Nullable Instant time) {
    return time == null || FieldRule.isSayable(time);
  }

  private ResponseEntity<Object> list(
      Listing wanted, @Nullable String order, @Nullable String cursor) {
    if (order != null && !order.equals("oldest") && !order.equals("newest")) {
      return Problem.reply(CommonProblem.INVALID_REQUEST, "order is oldest or newest");
    }
    if (wanted.limit() < 1 || wanted.limit() > Listing.LIMIT_MAX) {
      return Problem.reply(CommonProblem.INVALID_REQUEST, "limit is 1 to " + Listing.LIMIT_MAX);
    }
    Optional<Cursor> after = Optional.ofNullable(cursor).flatMap(Cursor::parse);
    if (cursor != null && after.isEmpty()) {
      return Problem.reply(CommonProblem.INVALID_REQUEST, "cursor is none of ours");
    }
    Reader.Part part = reader.list(wanted.after(after.orElse(null)));
    Cursor next = part.next();
    return fresh(new Payments(part.payments(), next == null ? null : next.text()));
  }

  static ResponseEntity<Object> fresh(Object body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }
}
