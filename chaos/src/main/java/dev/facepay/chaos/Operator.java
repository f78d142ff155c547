package dev.facepay.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person who looks at what is open now and then, and wishes it tried again or resolved. */
final class Operator implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final List<URI> consoles;
  private final String key;
  private final Random random;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final Thread thread;

  Operator(List<URI> consoles, String key, long seed) {
    this.consoles = List.copyOf(consoles);
    this.key = key;
    this.random = new Random(seed);
    this.thread = Thread.ofVirtual().name("operator").start(this::actForEver);
  }

  private void actForEver() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        act();
      }
    } catch (InterruptedException e) {
      // The day is over.
    }
  }

  private void act() throws InterruptedException {
    URI console = consoles.get(random.nextInt(consoles.size()));
    try {
      JsonNode open =
          JsonMapper.shared()
              .readTree(send(request(console, "/v1/payments?open=true&limit=20").GET()).body())
              .path("payments");
      if (!open.isEmpty()) {
        String id = open.get(random.nextInt(open.size())).path("id").asString("");
        String act = random.nextBoolean() ? "retry" : "resolve";
        HttpRequest.Builder wish =
            request(console, "/v1/payments/" + id + "/" + act)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"why\":\"looked at by a person\"}"));
        (send(wish).statusCode() / 100 == 2 ? taken : refused).incrementAndGet();
      }
    } catch (IOException | JacksonException e) {
      // The read side is away: later.
    }
  }

  private HttpRequest.Builder request(URI console, String path) {
    return HttpRequest.newBuilder(console.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Wishes that were taken, and those that were refused. */
  String acts() {
    return taken.get() + " taken, " + refused.get() + " refused";
  }

  /** Nobody looks any more. */
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  @Override
  public void close() {
    thread.interrupt();
    http.shutdownNow();
  }
}
