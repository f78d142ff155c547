package dev.facepay.standalone.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards as Grafana reads them. */
public final class Dashboards {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Dashboards() {}

  /** A query of a panel. */
  public record Query(String board, String panel, String expression) {}

  static List<JsonNode> all() {
    try (Stream<Path> files = Files.list(Promtool.deploy("grafana/dashboards"))) {
      List<JsonNode> all = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        all.add(JSON.readTree(Files.readString(file)));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param rate in the place of {@code $__rate_interval}, like {@code 30s}
   * @param range in the place of {@code $__range}
   */
  public static List<Query> queries(String rate, String range) {
    List<Query> queries = new ArrayList<>();
    for (JsonNode board : all()) {
      for (JsonNode panel : board.path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          String expression =
              target
                  .path("expr")
                  .asString()
                  .replace("$__rate_interval", rate)
                  .replace("$__range", range);
          queries.add(
              new Query(board.path("uid").asString(), panel.path("title").asString(), expression));
        }
      }
    }
    return queries;
  }
}
