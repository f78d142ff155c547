package dev.facepay.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report for programs, and the histograms themselves. */
final class ReportFiles {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ReportFiles() {}

  static void writeJson(Report report, Path file) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", report.machine());
    all.put("settings", report.settings());
    all.put("saturation", report.saturations().stream().map(ReportFiles::saturation).toList());
    all.put("latency", report.rows().stream().map(ReportFiles::row).toList());
    all.put("money", report.verdicts());
    all.put("aims", report.checks());
    Files.writeString(file, JSON.writeValueAsString(all) + "\n");
  }

  private static Map<String, Object> saturation(Saturation s) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("contender", s.contender());
    map.put("per_second", s.median());
    map.put("rounds", s.rounds());
    map.put("cpu_ms", s.cpuMs());
    return map;
  }

  private static Map<String, Object> row(Row row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("load", row.load());
    map.put("contender", row.contender());
    map.put("offered_per_second", row.median(Figures::offered));
    map.putAll(ReportText.percentiles(row));
    map.put("cpu_ms", row.median(Figures::cpuMs));
    map.put("others_cores", row.median(Figures::othersCores));
    map.put("rounds", row.rounds().size());
    map.put("rounds_valid", row.valid());
    map.put("flaws", row.rounds().stream().map(Figures::flaws).toList());
    return map;
  }

  /** One {@code .hgrm} for each round's added and whole times, in milliseconds. */
  static void writeHistograms(List<Row> rows, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Row row : rows) {
      String name =
          (row.contender() + "-" + row.load())
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^a-z0-9]+", "-");
      for (int i = 0; i < row.rounds().size(); i++) {
        Figures round = row.rounds().get(i);
        write(round.added(), folder.resolve(name + "-" + (i + 1) + "-added.hgrm"));
        write(round.total(), folder.resolve(name + "-" + (i + 1) + "-total.hgrm"));
      }
    }
  }

  private static void write(Histogram micros, Path file) throws IOException {
    try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
      micros.outputPercentileDistribution(out, 1000.0);
    }
  }
}
