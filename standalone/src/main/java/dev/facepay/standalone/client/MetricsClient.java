package dev.facepay.standalone.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;

/** The services' metrics, as Prometheus reads them. */
public final class MetricsClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /** All lines of all services' pages. */
  public record Pages(List<String> lines) {

    /** Of all series of a metric that have this label, those that are numbers. */
    public DoubleStream numbers(String metric, String label) {
      return values(metric, label).filter(value -> !Double.isNaN(value));
    }

    private DoubleStream values(String metric, String label) {
      return lines.stream()
          .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
          .filter(line -> line.contains(label))
          .mapToDouble(MetricsClient::value);
    }

    /**
     * Over all series of a metric that have this label; 0 where there are none.
     *
     * @param label like {@code outcome="succeeded"}; empty for all
     */
    public long sum(String metric, String label) {
      return Math.round(values(metric, label).sum());
    }
  }

  /**
   * @param management where each service tells its metrics
   * @throws IOException if one does not
   */
  public Pages read(Collection<URI> management) throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    for (URI service : management) {
      HttpRequest request =
          HttpRequest.newBuilder(service.resolve("/actuator/prometheus")).timeout(TIMEOUT).build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(service + " answers " + answer.statusCode());
      }
      all.append(answer.body()).append('\n');
    }
    return new Pages(all.toString().lines().toList());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** Behind the name and its labels; a moment may follow it. */
  private static double value(String line) {
    String rest = line.substring(Math.max(line.lastIndexOf('}'), line.indexOf(' ')) + 1).strip();
    return Double.parseDouble(rest.split(" ", 2)[0]);
  }
}
