package dev.facepay.standalone.client;

import dev.facepay.standalone.client.HttpApi.Management;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The services' metrics, as Prometheus reads them: of every instance that a service's name has. */
public final class MetricsClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final List<URI> services;
  private final Map<URI, HttpApi<Management>> instances = new HashMap<>();

  /**
   * @param management where each service tells its metrics
   */
  public MetricsClient(Collection<URI> management) {
    this.services = List.copyOf(management);
  }

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
   * @throws IOException if one does not tell them
   */
  public Pages read() throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    for (URI service : services) {
      for (URI instance : instancesOf(service)) {
        HttpApi<Management> api =
            instances.computeIfAbsent(instance, it -> Management.at(it, TIMEOUT));
        api.call(Management::metrics).lines().forEach(all::add);
      }
    }
    return new Pages(all);
  }

  /** In a compose file a service's name has an address for each instance; asked anew each time. */
  private static List<URI> instancesOf(URI service) throws IOException {
    List<InetAddress> found =
        Arrays.stream(InetAddress.getAllByName(service.getHost()))
            .filter(Inet4Address.class::isInstance)
            .toList();
    if (found.size() < 2 || !"http".equals(service.getScheme())) {
      return List.of(service);
    }
    return found.stream()
        .map(it -> URI.create("http://" + it.getHostAddress() + ":" + service.getPort()))
        .toList();
  }

  @Override
  public void close() {
    instances.values().forEach(HttpApi::close);
  }

  /** Behind the name and its labels; a moment may follow it. */
  private static double value(String line) {
    String rest = line.substring(Math.max(line.lastIndexOf('}'), line.indexOf(' ')) + 1).strip();
    return Double.parseDouble(rest.split(" ", 2)[0]);
  }
}
