package dev.facepay.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three books of the same payments.
 *
 * @param told to devices as paid
 * @param held by the gateway's ledger: charges less reversals
 * @param counted by the read side as paid
 * @param chargedTwice orders on which the gateway holds more than one charge
 * @param open payments without a last word
 */
record Money(Sum told, Sum held, Sum counted, long chargedTwice, long open) {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Payments, and fen over all of them. */
  record Sum(long payments, long fen) {}

  /** The gateway's side, from its own summary. */
  record Ledger(Sum held, long chargedTwice) {

    static Ledger read(URI control) throws IOException, InterruptedException {
      try (HttpClient http = HttpClient.newHttpClient()) {
        HttpRequest request =
            HttpRequest.newBuilder(control.resolve("/_sim/summary")).timeout(TIMEOUT).build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        JsonNode sums = JsonMapper.shared().readTree(answer);
        long held = sums.path("charges").asLong() - sums.path("reversals").asLong();
        return new Ledger(
            new Sum(held, sums.path("held_fen").asLong()),
            sums.path("orders_charged_twice").asLong());
      }
    }
  }

  boolean holds() {
    return told.equals(held) && told.equals(counted) && chargedTwice == 0 && open == 0;
  }

  @Override
  public String toString() {
    return "told paid %,d, gateway holds %,d, read side counts %,d; fen %,d, %,d, %,d; "
            .formatted(
                told.payments(),
                held.payments(),
                counted.payments(),
                told.fen(),
                held.fen(),
                counted.fen())
        + "charged twice %,d; without a last word %,d: %s"
            .formatted(chargedTwice, open, holds() ? "holds" : "DOES NOT HOLD");
  }
}
