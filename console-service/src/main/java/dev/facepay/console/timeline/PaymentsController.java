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
import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import dev.facepay.payment.FieldRule;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final List<String> STATES =
      Arrays.stream(PaymentState.values()).map(PaymentState::wire).toList();

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
      @RequestParam(name = "cursor", required = false) @Nullable String cursor,
      @RequestParam(name = "before", required = false) @Nullable String before,
      @RequestParam(name = "count", required = false, defaultValue = "false") boolean count,
      @RequestParam(name = "format", required = false, defaultValue = "json") String format,
      HttpServletResponse http)
      throws IOException {
    Optional<PaymentState> known = state(state);
    Optional<Cursor> after = Optional.ofNullable(cursor).flatMap(Cursor::parse);
    Optional<Cursor> end = Optional.ofNullable(before).flatMap(Cursor::parse);
    Optional<String> fault =
        Stream.of(
                fault(state != null && known.isEmpty(), "state is one of " + STATES),
                fault(
                    !isSayable(from) || !isSayable(to),
                    "from and to are times of the years 1970 to 9998"),
                fault(
                    number != null && (number.isBlank() || number.length() > NUMBER_CHARACTERS_MAX),
                    "number has 1 to " + NUMBER_CHARACTERS_MAX + " characters"),
                fault(
                    order != null && !order.equals("oldest") && !order.equals("newest"),
                    "order is oldest or newest"),
                fault(
                    limit < 1 || limit > PaymentFilter.LIMIT_MAX,
                    "limit is 1 to " + PaymentFilter.LIMIT_MAX),
                fault(
                    (cursor != null && after.isEmpty()) || (before != null && end.isEmpty()),
                    "cursor is none of ours"),
                fault(cursor != null && before != null, "cursor or before, not both"),
                fault(!format.equals("json") && !format.equals("csv"), "format is json or csv"))
            .flatMap(Optional::stream)
            .findFirst();
    if (fault.isPresent()) {
      return Problem.reply(CommonProblem.INVALID_REQUEST, fault.get());
    }
    boolean openState = known.map(PaymentState::open).orElse(false);
    boolean oldest = order == null ? open || openState : order.equals("oldest");
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
            after.orElse(null));
    if (format.equals("csv")) {
      new PaymentsFile(reader).write(wanted, http);
      return null;
    }
    Part part = end.map(row -> reader.listBefore(wanted, row)).orElseGet(() -> reader.list(wanted));
    Count counted = count ? reader.count(wanted) : null;
    return Replies.fresh(
        new Payments(
            part.payments(),
            text(part.previous()),
            text(part.next()),
            counted == null ? null : counted.payments(),
            counted == null ? null : counted.isMore()));
  }

  private static Optional<PaymentState> state(@Nullable String name) {
    return Arrays.stream(PaymentState.values()).filter(one -> one.wire().equals(name)).findFirst();
  }

  private static Optional<String> fault(boolean isThere, String what) {
    return isThere ? Optional.of(what) : Optional.empty();
  }

  private static boolean isSayable(@Nullable Instant time) {
    return time == null || FieldRule.isSayable(time);
  }

  private static @Nullable String text(@Nullable Cursor cursor) {
    return cursor == null ? null : cursor.text();
  }
}
