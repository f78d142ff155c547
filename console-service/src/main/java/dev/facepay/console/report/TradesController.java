package dev.facepay.console.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.Replies;
import dev.facepay.console.documents.Cursor;
import dev.facepay.http.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** TradeStore that must be reported to WeChat, and what became of it. */
@RestController
final class TradesController {

  private static final int LIMIT = 50;

  private final TradeStore trades;
  private final Timelines timelines;

  TradesController(TradeStore trades, Timelines timelines) {
    this.trades = trades;
    this.timelines = timelines;
  }

  /**
   * Oldest first.
   *
   * @param nextCursor left out at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TradeList(
      List<TradeView> trades, @JsonProperty("next_cursor") @Nullable String nextCursor) {}

  @GetMapping("/v1/trades")
  ResponseEntity<Object> trades(
      @RequestParam(name = "merchant_id", required = false) @Nullable String merchant,
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      @RequestParam(name = "device_id", required = false) @Nullable String device,
      @RequestParam(name = "state", required = false) @Nullable String state,
      @RequestParam(name = "attention", required = false, defaultValue = "false") boolean attention,
      @RequestParam(name = "limit", required = false, defaultValue = "" + LIMIT) int limit,
      @RequestParam(name = "cursor", required = false) @Nullable Cursor cursor) {
    TradeStore.Part part =
        trades.list(
            new TradeFilter(merchant, store, device, state, attention, false, limit, cursor));
    Cursor next = part.next();
    return Replies.fresh(new TradeList(part.trades(), next == null ? null : next.text()));
  }

  @GetMapping("/v1/trades/{id}")
  ResponseEntity<Object> trade(@PathVariable("id") String id) {
    List<TradeView> found = timelines.ofTrades(trades.page(id).stream().toList());
    return found.size() == 1
        ? Replies.fresh(found.getFirst())
        : Problem.reply(ConsoleProblem.PAYMENT_NOT_FOUND, null);
  }
}
