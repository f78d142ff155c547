package dev.facepay.standalone.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a service tells Prometheus, taken apart; our own metrics only, unless said otherwise. */
final class Exposition {

  private static final String OURS = "facepay_";
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final List<String> lines;

  private Exposition(List<String> lines) {
    this.lines = lines;
  }

  static Exposition of(URI management) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(management.resolve("/actuator/prometheus")).build();
      return new Exposition(
          http.send(request, HttpResponse.BodyHandlers.ofString()).body().lines().toList());
    }
  }

  /** How many series it is, other libraries' included. */
  int series() {
    return (int) lines.stream().filter(line -> !line.startsWith("#")).count();
  }

  /** Our part of it, as it came. */
  String ours() {
    return lines.stream()
        .filter(line -> line.startsWith(OURS) || line.matches("# \\S+ " + OURS + ".*"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /**
   * Our metrics: name → type and labels, as in the page about them. A histogram's greatest value
   * comes as a gauge of its own and belongs to it.
   */
  Map<String, String> metrics() {
    Map<String, String> types = new TreeMap<>();
    for (String line : lines) {
      Matcher type = TYPE.matcher(line);
      if (type.matches() && type.group(1).startsWith(OURS) && !type.group(1).endsWith("_max")) {
        types.put(type.group(1), type.group(2));
      }
    }
    Map<String, String> metrics = new TreeMap<>();
    types.forEach((name, type) -> metrics.put(name, type + " " + labels(name)));
    return metrics;
  }

  private Set<String> labels(String metric) {
    Set<String> names = new TreeSet<>();
    for (String line : lines) {
      if (line.matches(metric + "(_bucket|_count|_sum)?[{ ].*")) {
        Matcher label = LABEL.matcher(line);
        while (label.find()) {
          names.add(label.group(1));
        }
      }
    }
    names.remove("le");
    return names;
  }

  /** Every value that a label of ours has. */
  List<String> labelValues() {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(OURS)) {
        Matcher label = LABEL.matcher(line);
        while (label.find()) {
          values.add(label.group(2));
        }
      }
    }
    return values;
  }
}
