package dev.facepay.standalone.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The read side, as an operator sees it. */
public final class ReportClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI report;
  private final String key;

  /**
   * @param key an operator's, with scope {@code payments:read}
   */
  public ReportClient(URI report, String key) {
    this.report = report;
    this.key = key;
  }

  /**
   * By any number: payments, then trades that were paid elsewhere, with all that happened to them.
   *
   * @throws IOException if there is no answer, or none with payments
   */
  public List<JsonNode> search(String number) throws IOException, InterruptedException {
    List<JsonNode> found = new ArrayList<>();
    JsonNode answer = get("/v1/search?q=" + URLEncoder.encode(number, StandardCharsets.UTF_8));
    answer.path("payments").forEach(found::add);
    answer.path("trades").forEach(found::add);
    return found;
  }

  /**
   * How many payments, and over how much, in each state.
   *
   * @param fromDay WeChat's day
   * @throws IOException if there is no answer, or none with totals
   */
  public List<JsonNode> totals(LocalDate fromDay) throws IOException, InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    get("/v1/totals?group_by=device,state&from_day=" + fromDay).path("rows").forEach(rows::add);
    return rows;
  }

  /**
   * How much of what must be reported to WeChat is, for each device and day.
   *
   * @param fromDay WeChat's day
   * @throws IOException if there is no answer, or none with coverage
   */
  public List<JsonNode> coverage(LocalDate fromDay) throws IOException, InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    get("/v1/coverage?from_day=" + fromDay).path("rows").forEach(rows::add);
    return rows;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(report.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .build();
    HttpResponse<String> answer =
        http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      throw new IOException("console-service answers " + answer.statusCode());
    }
    try {
      return JsonMapper.shared().readTree(answer.body());
    } catch (JacksonException e) {
      throw new IOException("console-service answers no JSON", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
