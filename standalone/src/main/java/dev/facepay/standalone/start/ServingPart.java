package dev.facepay.standalone.start;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * A part that runs a while before it serves: the edge first reads the last while of the log, and
 * refuses devices until then. A start returns when it says that it is ready, or when waiting any
 * longer helps nobody (broker down): then devices are told to come again, and its health says why.
 */
final class ServingPart implements Part {

  private static final Duration READY_WITHIN = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Part part;
  private final URI readiness;

  ServingPart(Part part, URI readiness) {
    this.part = part;
    this.readiness = readiness;
  }

  @Override
  public void start() {
    part.start();
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(READY_WITHIN).build()) {
      HttpRequest request = HttpRequest.newBuilder(readiness).timeout(READY_WITHIN).build();
      while (!isReady(http, request) && System.nanoTime() < deadline) {
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isReady(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void stop() {
    part.stop();
  }

  @Override
  public boolean running() {
    return part.running();
  }
}
