package dev.facepay.bench;

import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.start.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The read side over HTTP: how far behind it is, how long the console's questions take. */
final class ReadSide implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final int LOOKS = 5;

  /** What the first page asks, and what a person types most. */
  private static final List<String> QUESTIONS =
      List.of(
          "/v1/payments?limit=50",
          "/v1/payments?open=true&limit=50",
          "/v1/attention",
          "/v1/totals?group_by=day,state",
          "/v1/stores?days=1",
          "/v1/devices?days=7",
          "/v1/coverage",
          "/v1/search?q=nothing");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final String key;

  ReadSide(RunningSystem running, Path data) {
    this.address = Objects.requireNonNull(running.http().get(Service.CONSOLE.label()));
    this.key = OperatorKey.read(data.resolve("keys")).orElseThrow();
  }

  /**
   * Until a payment that is paid stands there as settled.
   *
   * @param id {@code mch_id:out_trade_no}
   */
  Duration behind(String id, Duration patience) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Duration waited = Duration.ZERO;
    while (waited.compareTo(patience) < 0) {
      HttpResponse<String> answer = get("/v1/payments/" + id);
      waited = Duration.ofNanos(System.nanoTime() - began);
      if (answer.statusCode() == 200 && answer.body().contains("\"open\":false")) {
        return waited;
      }
      Thread.sleep(LOOK_AGAIN);
    }
    return waited;
  }

  /**
   * What the console waits for.
   *
   * @param path without its parameters; with the status if it was refused
   */
  record Question(String path, double ms) {}

  /** The dearest question: each is asked some times, and its median counts. */
  Question dearest() throws IOException, InterruptedException {
    Question dearest = new Question("", 0);
    for (String question : QUESTIONS) {
      long[] nanos = new long[LOOKS];
      String failed = "";
      for (int i = 0; i < LOOKS; i++) {
        long began = System.nanoTime();
        int status = get(question).statusCode();
        nanos[i] = System.nanoTime() - began;
        failed = status == 200 ? failed : " " + status;
      }
      Arrays.sort(nanos);
      double ms = nanos[LOOKS / 2] / 1e6;
      if (ms > dearest.ms()) {
        dearest = new Question(question.split("\\?", 2)[0] + failed, ms);
      }
    }
    return dearest;
  }

  /** Payments and fen that it counts as paid. */
  Money.Sum paid() throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/v1/totals?group_by=state");
    long payments = 0;
    long fen = 0;
    for (JsonNode row : JsonMapper.shared().readTree(answer.body()).path("rows")) {
      if (row.path("parts").path("state").asString("").equals("succeeded")) {
        payments += row.path("payments").asLong();
        fen += row.path("amount_fen").asLong();
      }
    }
    return new Money.Sum(payments, fen);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + key)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
