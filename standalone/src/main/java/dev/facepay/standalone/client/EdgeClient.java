package dev.facepay.standalone.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device's side of the edge API. One for all devices: the key is handed in. */
public final class EdgeClient implements AutoCloseable {

  /** Beyond the wait itself: what a loaded machine may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI edge;

  public EdgeClient(URI edge) {
    this.edge = edge;
  }

  /**
   * Sends a payment and waits for its result, but no longer than {@code wait}.
   *
   * @throws EdgeProblem if it was not taken
   * @throws IOException if no answer came; sending it again, unchanged, is safe
   */
  public PaymentSeen pay(String key, PaymentOrder order, Duration wait)
      throws IOException, InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("order_no", order.orderNo());
    body.put("attempt", order.attempt());
    body.put("auth_code", order.code());
    body.put("total_fee", order.fen());
    body.put("body", order.body());
    body.put("channel", order.channel());
    HttpRequest request =
        request("/v1/payments", key, wait)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    return payment(http.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  /** The payment as it stands, or as soon as it is no longer {@code seen}. */
  public PaymentSeen follow(String key, PaymentSeen seen, Duration wait)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(path(seen.id()), key, wait)
            .header("If-None-Match", "\"" + seen.version() + "\"")
            .GET()
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() == 304 ? seen : payment(answer);
  }

  /**
   * @param id {@code mch_id:out_trade_no}
   */
  public PaymentSeen find(String key, String id) throws IOException, InterruptedException {
    HttpRequest request = request(path(id), key, Duration.ZERO).GET().build();
    return payment(http.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String path, String key, Duration wait) {
    return HttpRequest.newBuilder(edge.resolve(path))
        .timeout(wait.plus(PATIENCE))
        .header("Authorization", "Bearer " + key)
        .header("Prefer", "wait=" + wait.toSeconds());
  }

  private static String path(String id) {
    int colon = id.indexOf(':') + 1;
    return "/v1/payments/"
        + id.substring(0, colon)
        + URLEncoder.encode(id.substring(colon), StandardCharsets.UTF_8);
  }

  private static PaymentSeen payment(HttpResponse<String> answer) throws IOException {
    try {
      if (answer.statusCode() / 100 == 2) {
        return JSON.readValue(answer.body(), PaymentSeen.class);
      }
      throw problem(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (JacksonException e) {
      throw new IOException(
          answer.uri().getPath() + " answered " + answer.statusCode() + " and no JSON", e);
    }
  }

  private static EdgeProblem problem(int status, JsonNode problem) {
    String detail = problem.path("detail").asString(problem.path("title").asString(""));
    StringBuilder errors = new StringBuilder();
    for (JsonNode error : problem.path("errors")) {
      errors.append(errors.isEmpty() ? "" : ", ");
      error.properties().forEach(e -> errors.append(e.getValue().asString("")).append(' '));
    }
    String message =
        "%d %s%s%s (%s)"
            .formatted(
                status,
                problem.path("code").asString("unknown"),
                detail.isEmpty() ? "" : ": " + detail,
                errors.isEmpty() ? "" : ": " + errors.toString().strip(),
                problem.path("what_to_do").asString("see the edge's log"));
    return new EdgeProblem(
        status,
        problem.path("code").asString("unknown"),
        problem.path("retryable").asBoolean(false),
        message);
  }
}
