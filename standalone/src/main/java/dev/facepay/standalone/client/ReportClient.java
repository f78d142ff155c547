package dev.facepay.standalone.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
   * Payments by any number, with all that happened to them.
   *
   * @throws IOException if there is no answer, or none with payments
   */
  public List<JsonNode> search(String number) throws IOException, InterruptedException {
    String query = URLEncoder.encode(number, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(report.resolve("/v1/search?q=" + query))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .build();
    HttpResponse<String> answer =
        http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      throw new IOException("report-service answers " + answer.statusCode());
    }
    List<JsonNode> payments = new ArrayList<>();
    JsonMapper.shared().readTree(answer.body()).path("payments").forEach(payments::add);
    return payments;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
