package dev.facepay.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each service's contract in a real browser, as it is read where there is no other network. */
@Tag("all")
class DocsPageTest {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  @TempDir private static Path dir;

  @Test
  void every_operation_is_listed_by_the_service_alone_and_everybody_can_read_it() throws Exception {
    Map<String, List<String>> barriers = new TreeMap<>();
    try (Shop shop = new Shop(dir)) {
      for (URI service : List.of(shop.edge(), shop.console(), shop.registryApi())) {
        URI docs = service.resolve("/docs");
        try (Browser browser = Browser.open(docs, "en-US")) {
          browser.go("");
          List<String> operations = operations(service);
          browser.until(
              "all operations",
              () -> assertThat(browser.count(".opblock")).isEqualTo(operations.size()));
          browser.sees(operations.toArray(String[]::new));
          assertThat(browser.loaded())
              .isNotEmpty()
              .allMatch(it -> it.startsWith(service.toString()) || it.startsWith("data:"));
          browser.shoot("docs-" + service.getPort());
          barriers.put(docs.toString(), browser.barriers());
        }
      }
      URI docs = shop.edge().resolve("/docs");
      try (Browser browser = Browser.open(docs, "en-US")) {
        browser.go("");
        browser.click(".opblock-summary-control");
        browser.until("it opens", () -> assertThat(browser.count(".opblock-body")).isOne());
        browser.shoot("docs-open");
        barriers.put("an operation", browser.barriers());
      }
      URI problems = shop.edge().resolve("/docs/problems");
      try (Browser browser = Browser.open(problems, "en-US")) {
        browser.go("");
        browser.sees("Money");
        barriers.put("problems", browser.barriers());
      }
    }
    assertThat(barriers).allSatisfy((page, found) -> assertThat(found).as(page).isEmpty());
  }

  /** Their paths, as the contract has them. */
  private static List<String> operations(URI service) throws IOException, InterruptedException {
    List<String> paths = new ArrayList<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(service.resolve("/v3/api-docs")).build();
      JsonNode contract =
          JsonMapper.shared().readTree(http.send(request, BodyHandlers.ofString()).body());
      for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
        path.getValue().properties().stream()
            .filter(operation -> METHODS.contains(operation.getKey()))
            .forEach(operation -> paths.add(path.getKey()));
      }
    }
    assertThat(paths).isNotEmpty();
    return paths;
  }
}
