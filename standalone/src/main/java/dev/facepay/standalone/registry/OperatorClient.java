package dev.facepay.standalone.registry;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator's side of the registry's API; what is refused is told in one line. */
public final class OperatorClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A list for a person; whoever has more asks the API. */
  private static final int ROWS_MAX = 10_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI auth;
  private final String key;

  public OperatorClient(URI auth, String key) {
    this.auth = auth;
    this.key = key;
  }

  /**
   * @throws CannotRun if it is refused or nobody answers
   */
  public JsonNode post(String path, Map<String, String> body) throws InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /**
   * All entries of a list, page after page.
   *
   * @param query without the cursor, like {@code ?limit=100}
   * @param field where a page has its entries
   */
  public List<JsonNode> list(String path, String query, String field) throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = send(request(path + query + "&cursor=" + encode(cursor)).GET());
      page.path(field).forEach(all::add);
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty() && all.size() < ROWS_MAX);
    return all;
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(auth.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
    HttpResponse<String> answer;
    JsonNode body;
    try {
      answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      body = JSON.readTree(answer.body());
    } catch (IOException | JacksonException e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "no answer of the registry at %s (%s)".formatted(auth, e.getClass().getSimpleName()),
          "start the system, or name another with --auth URL",
          e);
    }
    if (answer.statusCode() / 100 == 2) {
      return body;
    }
    throw refused(answer.statusCode(), body);
  }

  private static CannotRun refused(int status, JsonNode problem) {
    ExitCode exit =
        switch (status) {
          case 401, 403 -> ExitCode.CONFIGURATION;
          case 500, 503 -> ExitCode.UNREACHABLE;
          default -> ExitCode.USAGE;
        };
    String detail = problem.path("detail").asString("");
    return new CannotRun(
        exit,
        "the registry refused: "
            + problem.path("code").asString("status " + status)
            + (detail.isEmpty() ? "" : " (" + detail + ")"),
        problem.path("what_to_do").asString("see the log of auth-service"));
  }
}
