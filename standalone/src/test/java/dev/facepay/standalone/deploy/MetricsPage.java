package dev.facepay.standalone.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code docs/metrics.md} says.
 *
 * @param metrics name → type and labels
 * @param starred those that are published once they have happened
 */
record MetricsPage(Map<String, String> metrics, Set<String> starred) {

  private static final Path PAGE = Path.of("..", "docs", "metrics.md");

  static MetricsPage read() throws IOException {
    Map<String, String> metrics = new TreeMap<>();
    Set<String> starred = new TreeSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| `facepay_")) {
        String[] cells = line.split("\\|");
        TreeSet<String> labels = new TreeSet<>();
        for (String label : cells[3].strip().split(", ")) {
          labels.add(label.replace("`", ""));
        }
        labels.remove("");
        String name = cells[1].replaceAll("[` *]", "");
        metrics.put(name, cells[2].strip() + " " + labels);
        if (cells[1].contains("*")) {
          starred.add(name);
        }
      }
    }
    return new MetricsPage(metrics, starred);
  }

  /** All of it, without those that may rightly be missing from what is published, and are. */
  Map<String, String> besides(Set<String> published) {
    Map<String, String> expected = new TreeMap<>(metrics);
    expected.keySet().removeIf(name -> starred.contains(name) && !published.contains(name));
    return expected;
  }
}
