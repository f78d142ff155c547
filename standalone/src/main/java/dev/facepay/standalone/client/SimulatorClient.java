package dev.facepay.standalone.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the simulator's ledger through its control API. */
public final class SimulatorClient implements AutoCloseable {

  private static final int PAGE = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI control;

  public SimulatorClient(URI control) {
    this.control = control;
  }

  /** All orders whose number begins so, by {@code mch_id:out_trade_no}. */
  public Map<String, LedgerOrder> orders(String prefix) throws IOException, InterruptedException {
    Map<String, LedgerOrder> all = new HashMap<>();
    int skip = 0;
    while (true) {
      JsonNode page = get("/_sim/ledger?prefix=%s&skip=%d&limit=%d".formatted(prefix, skip, PAGE));
      JsonNode list = page.isArray() ? page : page.path("orders");
      for (JsonNode node : list) {
        LedgerOrder order = JSON.treeToValue(node, LedgerOrder.class);
        all.put(order.mchId() + ":" + order.outTradeNo(), order);
      }
      skip += PAGE;
      if (list.size() < PAGE) {
        return all;
      }
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(control.resolve(path)).timeout(PATIENCE).GET().build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JacksonException e) {
      throw new IOException(path + " answered no JSON", e);
    }
  }
}
