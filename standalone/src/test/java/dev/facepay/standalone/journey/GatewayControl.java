package dev.facepay.standalone.journey;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells the gateway simulator what to do, and reads what it wrote down. */
final class GatewayControl {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 10_000;

  private final HttpClient http;
  private final URI control;

  GatewayControl(HttpClient http, URI control) {
    this.http = http;
    this.control = control;
  }

  /** A step of a script: a behaviour and its details as name, value, name, value… */
  static Map<String, Object> step(String behaviour, Object... details) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("behaviour", behaviour);
    for (int i = 0; i < details.length; i += 2) {
      step.put((String) details[i], details[i + 1]);
    }
    return step;
  }

  /** What calls about an order meet, one step after the other, then the ordinary. */
  void script(String outTradeNo, String api, List<Map<String, Object>> steps) {
    post(
        "/_sim/scripts",
        Map.of(
            "match",
            Map.of("out_trade_no", outTradeNo, "api", api),
            "steps",
            steps,
            "then",
            "ORDINARY"));
  }

  /** The ledger's page; missing if no call about the order ever came. */
  JsonNode order(String merchant, String outTradeNo) {
    HttpResponse<String> answer = send(get("/_sim/ledger/" + merchant + "/" + outTradeNo));
    return answer.statusCode() == 404 ? JSON.missingNode() : JSON.readTree(answer.body());
  }

  /**
   * What is wrong with the next bill of that day; {@code EARLY}: it is there before its hour.
   *
   * @param outTradeNo whose line; null if it is about the whole
   */
  void bill(String fault, String merchant, LocalDate day, @Nullable String outTradeNo) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("fault", fault);
    body.put("mch_id", merchant);
    body.put("day", day.toString());
    body.put("out_trade_no", outTradeNo);
    post("/_sim/bill-faults", body);
  }

  /** Nothing is wrong with bills any more, and none is early. */
  void clearBills() {
    send(HttpRequest.newBuilder(control.resolve("/_sim/bill-faults")).DELETE().build());
  }

  void advanceClock(Duration by) {
    post("/_sim/clock", Map.of("advance_s", by.toSeconds()));
  }

  /**
   * @param state {@code UP} or {@code DOWN}
   */
  void domain(String name, String state) {
    post("/_sim/domains/" + name, Map.of("state", state));
  }

  JsonNode info() {
    return JSON.readTree(send(get("/_sim/info")).body());
  }

  /** Every line from the first on. */
  List<JsonNode> journal() {
    List<JsonNode> lines = new ArrayList<>();
    List<String> page;
    do {
      page =
          send(get("/_sim/journal?from=%d&limit=%d".formatted(lines.size() + 1, PAGE)))
              .body()
              .lines()
              .toList();
      page.forEach(line -> lines.add(JSON.readTree(line)));
    } while (page.size() == PAGE);
    return lines;
  }

  /** The journal's lines about one order. */
  List<JsonNode> journal(String outTradeNo) {
    return journal().stream()
        .filter(line -> line.path("out_trade_no").asString("").equals(outTradeNo))
        .toList();
  }

  private void post(String path, Map<String, Object> body) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(control.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + " answered " + answer.body());
    }
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(control.resolve(path)).GET().build();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("the simulator does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
