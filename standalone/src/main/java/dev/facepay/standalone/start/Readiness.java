package dev.facepay.standalone.start;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * A service that has started is not yet one that takes part: its consumers must have found the
 * broker. Its health says so.
 */
public final class Readiness implements AutoCloseable {

  /** Joining a group takes about a second; a loaded machine some more. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  /**
   * Returns when all are healthy.
   *
   * @param management where each service tells its health, by its name
   * @throws CannotRun if one is not within the time that it may take
   */
  public void await(Map<String, URI> management) throws InterruptedException {
    long until = System.nanoTime() + WAIT_MAX.toNanos();
    for (Map.Entry<String, URI> service : management.entrySet()) {
      while (!healthy(service.getValue())) {
        if (System.nanoTime() > until) {
          throw new CannotRun(
              ExitCode.UNREACHABLE,
              "%s is not healthy after %d s".formatted(service.getKey(), WAIT_MAX.toSeconds()),
              "the log says why");
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private boolean healthy(URI management) throws InterruptedException {
    try {
      return http.send(
                  HttpRequest.newBuilder(management.resolve("/actuator/health"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
