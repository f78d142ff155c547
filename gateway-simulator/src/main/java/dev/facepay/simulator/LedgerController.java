package dev.facepay.simulator;

import static dev.facepay.simulator.Problems.InvalidInput.require;

import dev.facepay.simulator.ledger.Ledger;
import dev.facepay.simulator.ledger.LedgerSummary;
import dev.facepay.simulator.ledger.OrderView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The gateway's evidence. */
@RestController
@RequestMapping("/_sim")
class LedgerController {
  /** Pages, so that a long run does not have to fit into one answer. */
  private static final int PAGE_MAX = 100_000;

  private final Ledger ledger;

  LedgerController(Ledger ledger) {
    this.ledger = ledger;
  }

  @GetMapping("/ledger")
  List<OrderView> orders(
      @RequestParam(name = "mch_id", required = false) @Nullable String mchId,
      @RequestParam(required = false) @Nullable String prefix,
      @RequestParam(defaultValue = "0") int skip,
      @RequestParam(defaultValue = "10000") int limit) {
    require(skip >= 0, "`skip` is not negative");
    return ledger.orders(mchId, prefix, skip, page(limit));
  }

  @GetMapping("/ledger/{mchId}/{outTradeNo}")
  OrderView order(@PathVariable String mchId, @PathVariable String outTradeNo) {
    return ledger
        .order(mchId, outTradeNo)
        .orElseThrow(() -> new Problems.NotThere("no call was ever made about " + outTradeNo));
  }

  @GetMapping("/summary")
  LedgerSummary summary() {
    return ledger.summary();
  }

  @GetMapping(path = "/journal", produces = MediaType.APPLICATION_NDJSON_VALUE)
  String journal(
      @RequestParam(defaultValue = "1") long from,
      @RequestParam(defaultValue = "10000") int limit) {
    require(from >= 1, "`from` is a line number, the first is 1");
    List<String> lines = ledger.journal(from, page(limit));
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static int page(int limit) {
    require(limit >= 1 && limit <= PAGE_MAX, "`limit` is 1 to " + PAGE_MAX);
    return limit;
  }
}
