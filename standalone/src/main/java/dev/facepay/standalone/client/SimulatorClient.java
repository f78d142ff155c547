package dev.facepay.standalone.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/** Reads the simulator's ledger through its control API. */
public final class SimulatorClient implements AutoCloseable {

  private static final int PAGE = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpApi<Control> api;

  public SimulatorClient(URI control) {
    this.api = new HttpApi<>(Control.class, control, null, PATIENCE);
  }

  interface Control {

    @GetExchange("/_sim/ledger")
    JsonNode ledger(
        @RequestParam("prefix") String prefix,
        @RequestParam("skip") int skip,
        @RequestParam("limit") int limit);

    @PostExchange("/_sim/bill-faults")
    void spoil(@RequestBody Map<String, Object> fault);
  }

  /**
   * What the gateway's ledger says of one order number.
   *
   * @param heldFen what the merchant holds now: charges less reversals
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record LedgerOrder(
      String mchId,
      String outTradeNo,
      String state,
      long fen,
      long heldFen,
      int payCalls,
      int queryCalls,
      int reverseCalls,
      List<Charge> charges) {

    /** {@code mch_id:out_trade_no}. */
    public String id() {
      return mchId + ":" + outTradeNo;
    }

    /** Money that was taken, and perhaps given back. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Charge(String transactionId, long fen) {}
  }

  /** All orders whose number begins so, by {@code mch_id:out_trade_no}. */
  public Map<String, LedgerOrder> orders(String prefix) throws IOException, InterruptedException {
    Map<String, LedgerOrder> all = new HashMap<>();
    int skip = 0;
    while (true) {
      int from = skip;
      JsonNode page = api.call(it -> it.ledger(prefix, from, PAGE));
      JsonNode list = page.isArray() ? page : page.path("orders");
      for (JsonNode node : list) {
        LedgerOrder order = JsonMapper.shared().treeToValue(node, LedgerOrder.class);
        all.put(order.id(), order);
      }
      skip += PAGE;
      if (list.size() < PAGE) {
        return all;
      }
    }
  }

  /** Makes that day's bill at once, of what there is so far, and from now on whenever asked. */
  public void makeBill(String merchant, LocalDate day) throws IOException, InterruptedException {
    spoil("EARLY", merchant, day, null);
  }

  /**
   * The next bill of that day is wrong about an order.
   *
   * @param fault {@code OMITTED}, {@code OTHER_AMOUNT} or {@code OTHER_RATE}
   */
  public void spoilBill(String fault, String merchant, LocalDate day, String outTradeNo)
      throws IOException, InterruptedException {
    spoil(fault, merchant, day, outTradeNo);
  }

  private void spoil(String fault, String merchant, LocalDate day, @Nullable String outTradeNo)
      throws IOException, InterruptedException {
    Map<String, Object> body =
        new HashMap<>(Map.of("fault", fault, "mch_id", merchant, "day", day.toString()));
    if (outTradeNo != null) {
      body.put("out_trade_no", outTradeNo);
    }
    api.call(
        it -> {
          it.spoil(body);
          return true;
        });
  }

  @Override
  public void close() {
    api.close();
  }
}
