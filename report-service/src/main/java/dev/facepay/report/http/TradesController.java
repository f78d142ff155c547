package dev.facepay.report.http;

import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import dev.facepay.payment.WireName;
import dev.facepay.report.trade.ReportState;
import dev.facepay.report.trade.TradePage;
import dev.facepay.report.trade.Trades;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Trades that must be reported to WeChat, and what became of it. */
@RestController
public final class TradesController {

  private static final int LIMIT = 50;
  private static final int LIMIT_MAX = 500;

  private final Trades trades;

  public TradesController(Trades trades) {
    this.trades = trades;
  }

  /** Oldest first. */
  public record TradeList(List<TradePage> trades) {}

  @GetMapping("/v1/trades")
  ResponseEntity<Object> trades(
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      @RequestParam(name = "device_id", required = false) @Nullable String device,
      @RequestParam(name = "state", required = false) @Nullable String state,
      @RequestParam(name = "attention", required = false, defaultValue = "false") boolean attention,
      @RequestParam(name = "limit", required = false, defaultValue = "" + LIMIT) int limit) {
    if (limit < 1 || limit > LIMIT_MAX) {
      return Problem.reply(CommonProblem.INVALID_REQUEST, "limit is 1 to " + LIMIT_MAX);
    }
    if (state != null) {
      try {
        WireName.parse(ReportState.class, state);
      } catch (IllegalArgumentException e) {
        return Problem.reply(CommonProblem.INVALID_REQUEST, "state is none of the states");
      }
    }
    return PaymentsController.fresh(
        new TradeList(trades.oldest(store, device, state, attention, limit)));
  }

  @GetMapping("/v1/trades/{id}")
  ResponseEntity<Object> trade(@PathVariable("id") String id) {
    Optional<TradePage> found = trades.page(id);
    return found.isPresent()
        ? PaymentsController.fresh(found.get())
        : Problem.reply(ReportProblem.PAYMENT_NOT_FOUND, null);
  }
}
