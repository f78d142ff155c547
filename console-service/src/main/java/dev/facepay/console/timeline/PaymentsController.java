package dev.facepay.console.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.Replies;
import dev.facepay.console.documents.Cursor;
import dev.facepay.console.payment.PaymentFilter;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.payment.PaymentState;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.report.Timelines;
import dev.facepay.console.report.TradeStore;
import dev.facepay.console.report.TradeView;
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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments found and listed. */
@RestController
final class PaymentsController {

  private static final int LIMIT = 50;
  private static final int NUMBER_CHARACTERS_MAX = 128;

  private final PaymentReader reader;
  private final TradeStore trades;
  private final Timelines timelines;

  PaymentsController(PaymentReader reader, TradeStore trades, Timelines timelines) {
    this.reader = reader;
    this.trades = trades;
    this.timelines = timelines;
  }

  /**
   * @param nextCursor left out at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Payments(
      List<PaymentView> payments, @JsonProperty("next_cursor") @Nullable String nextCursor) {}

  /**
   * @param trades those that are no payment of ours; a payment's own report is on its timeline
   */
  record Found(List<PaymentView> payments, List<TradeView> trades) {}

  @GetMapping("/v1/payments/{id}")
  ResponseEntity<Object> payment(@PathVariable("id") String id) {
    List<PaymentView> found = timelines.with(reader.find(id).stream().toList());
    return found.size() == 1
        ? Replies.fresh(found.getFirst())
        : Problem.reply(ConsoleProblem.PAYMENT_NOT_FOUND, null);
  }

  @GetMapping("/v1/search")
  ResponseEntity<Object> search(@RequestParam("q") String number) {
    String wanted = number.strip();
    if (wanted.isEmpty() || wanted.length() > NUMBER_CHARACTERS_MAX) {
      return Problem.reply(
          CommonProblem.INVALID_REQUEST, "q has 1 to " + NUMBER_CHARACTERS_MAX + " characters");
    }
    List<PaymentView> payments = reader.search(wanted);
    Set<String> ours = payments.stream().map(PaymentView::id).collect(Collectors.toSet());
    List<TradeView> others =
        trades.search(wanted).stream().filter(trade -> !ours.contains(trade.id())).toList();
    return Replies.fresh(new Found(timelines.with(payments), timelines.ofTrades(others)));
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
        openState = WireName.parse(PaymentState.class, state).open();
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
        new PaymentFilter(
            merchant, store, device, state, reason, from, to, open, false, oldest, limit, null),
        order,
        cursor);
  }

  private static boolean isSayable(@Nullable Instant time) {
    return time == null || FieldRule.isSayable(time);
  }

  private ResponseEntity<Object> list(
      PaymentFilter wanted, @Nullable String order, @Nullable String cursor) {
    if (order != null && !order.equals("oldest") && !order.equals("newest")) {
      return Problem.reply(CommonProblem.INVALID_REQUEST, "order is oldest or newest");
    }
    if (wanted.limit() < 1 || wanted.limit() > PaymentFilter.LIMIT_MAX) {
      return Problem.reply(
          CommonProblem.INVALID_REQUEST, "limit is 1 to " + PaymentFilter.LIMIT_MAX);
    }
    Optional<Cursor> after = Optional.ofNullable(cursor).flatMap(Cursor::parse);
    if (cursor != null && after.isEmpty()) {
      return Problem.reply(CommonProblem.INVALID_REQUEST, "cursor is none of ours");
    }
    PaymentReader.Part part = reader.list(wanted.after(after.orElse(null)));
    Cursor next = part.next();
    return Replies.fresh(new Payments(part.payments(), next == null ? null : next.text()));
  }
}
