package dev.facepay.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Queries and reversals are unclear now and then, whatever the payment. */
final class GatewayMoods implements AutoCloseable {

  private static final int TRIES = 60;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI control;
  private final long seed;

  GatewayMoods(URI control, long seed) {
    this.control = control;
    this.seed = seed;
  }

  /** They are forgotten when the gateway starts: returns when it knows them. */
  void set() throws InterruptedException, IOException {
    post(
        "/_sim/faults",
        """
        {"apis": ["orderquery", "reverse"], "seed": %d,
         "latency": {"median_ms": 20, "sigma": 0.6, "slow_share": 0.02, "slow_ms": 2500},
         "chances": [
           {"probability": 0.02, "step": {"behaviour": "ERROR", "code": "SYSTEMERROR"}},
           {"probability": 0.02, "step": {"behaviour": "ANSWER_LOST"}},
           {"probability": 0.02, "step": {"behaviour": "REQUEST_LOST"}},
           {"probability": 0.01, "step": {"behaviour": "HTML"}},
           {"probability": 0.01, "step": {"behaviour": "UNSIGNED"}},
           {"probability": 0.01, "step": {"behaviour": "HTTP_STATUS", "status": 502}},
           {"probability": 0.04, "step": {"behaviour": "RECALL"}}]}
        """
            .formatted(seed));
  }

  void clear() throws InterruptedException, IOException {
    post("/_sim/reset", "");
  }

  private void post(String path, String body) throws InterruptedException, IOException {
    IOException last = new IOException("the gateway does not answer");
    for (int i = 0; i < TRIES; i++) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(control.resolve(path))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 == 2) {
          return;
        }
        throw new IllegalStateException(path + ": " + answer.body());
      } catch (IOException e) {
        last = e;
        Thread.sleep(PAUSE);
      }
    }
    throw last;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
