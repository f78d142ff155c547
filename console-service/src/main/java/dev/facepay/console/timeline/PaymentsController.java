package dev.facepay.console.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.Replies;
import dev.facepay.console.documents.Cursor;
import dev.facepay.console.payment.PaymentFilter;
import dev.facepay.console.payment.PaymentFilter.Detail;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.payment.PaymentReader.Count;
import dev.facepay.console.payment.PaymentReader.Part;
import dev.facepay.console.payment.PaymentState;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.report.Timelines;
import dev.facepay.console.report.TradeStore;
import dev.facepay.console.report.TradeView;
import dev.facepay.http.FieldError.Code;
import dev.facepay.http.Problem;
import dev.facepay.payment.WireName;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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

  private final PaymentReader reader;
  private final TradeStore trades;
  private final Timelines timelines;

  PaymentsController(PaymentReader reader, TradeStore trades, Timelines timelines) {
    this.reader = reader;
    this.trades = trades;
    this.timelines = timelines;
  }

  /**
   * @param previousCursor for {@code before}; left out at the beginning
   * @param nextCursor left out at the end
   * @param count of the whole list, if it was asked for
   * @param isMore whether there are more than were counted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Payments(
      List<PaymentView> payments,
      @JsonProperty("previous_cursor") @Nullable String previousCursor,
      @JsonProperty("next_cursor") @Nullable String nextCursor,
      @Nullable Long count,
      @JsonProperty("count_is_more") @Nullable Boolean isMore) {}

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
    List<PaymentView> payments = reader.search(wanted);
    Set<String> ours = payments.stream().map(PaymentView::id).collect(Collectors.toSet());
    List<TradeView> others =
        trades.search(wanted).stream().filter(trade -> !ours.contains(trade.id())).toList();
    return Replies.fresh(new Found(timelines.with(payments), timelines.ofTrades(others)));
  }

  /**
   * @param format {@code csv}: all of them from there on, as a file
   */
  @GetMapping("/v1/payments")
  @Nullable ResponseEntity<Object> payments(
      @RequestParam(name = "merchant_id", required = false) @Nullable String merchant,
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      @RequestParam(name = "device_id", required = false) @Nullable String device,
      @RequestParam(name = "state", required = false) @Nullable String state,
      @RequestParam(name = "reason", required = false) @Nullable String reason,
      @RequestParam(name = "from", required = false) @Nullable Instant from,
      @RequestParam(name = "to", required = false) @Nullable Instant to,
      @RequestParam(name = "from_fen", required = false) @Nullable Long fromFen,
      @RequestParam(name = "to_fen", required = false) @Nullable Long toFen,
      @RequestParam(name = "number", required = false) @Nullable String number,
      @RequestParam(name = "open", required = false, defaultValue = "false") boolean open,
      @RequestParam(name = "order", required = false) @Nullable String order,
      @RequestParam(name = "limit", required = false, defaultValue = "" + LIMIT) int limit,
      @RequestParam(name = "cursor", required = false) @Nullable Cursor cursor,
      @RequestParam(name = "before", required = false) @Nullable Cursor before,
      @RequestParam(name = "count", required = false, defaultValue = "false") boolean count,
      @RequestParam(name = "format", required = false, defaultValue = "json") String format,
      HttpServletResponse http)
      throws IOException {
    if (cursor != null && before != null) {
      return Problem.invalid("before", Code.INVALID, "must not be there beside cursor");
    }
    boolean isOpen = open || (state != null && WireName.parse(PaymentState.class, state).open());
    boolean oldest = order == null ? isOpen : order.equals("oldest");
    PaymentFilter wanted =
        new PaymentFilter(
            merchant,
            store,
            device,
            state,
            reason,
            from,
            to,
            new Detail(fromFen, toFen, number == null ? null : number.strip()),
            open,
            false,
            oldest,
            limit,
            cursor);
    if (format.equals("csv")) {
      new PaymentsFile(reader).write(wanted, http);
      return null;
    }
    Part part = before == null ? reader.list(wanted) : reader.listBefore(wanted, before);
    Count counted = count ? reader.count(wanted) : null;
    return Replies.fresh(
        new Payments(
            part.payments(),
            text(part.previous()),
            text(part.next()),
            counted == null ? null : counted.payments(),
            counted == null ? null : counted.isMore()));
  }

  private static @Nullable String text(@Nullable Cursor cursor) {
    return cursor == null ? null : cursor.text();
  }
}
