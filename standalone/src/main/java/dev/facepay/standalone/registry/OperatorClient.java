package dev.facepay.standalone.registry;

import dev.facepay.standalone.client.HttpApi;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/** An operator's side of the registry's API; what is refused is told in one line. */
final class OperatorClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A list for a person; whoever has more asks the API. */
  private static final int ROWS_MAX = 10_000;

  private final HttpApi<Registry> api;
  private final URI auth;

  public OperatorClient(URI auth, String key) {
    this.auth = auth;
    this.api = new HttpApi<>(Registry.class, auth, key, PATIENCE);
  }

  interface Registry {

    @PostExchange
    JsonNode post(URI path, @RequestBody Map<String, String> body);

    @PutExchange
    JsonNode put(URI path, @RequestBody Map<String, ?> body);

    @GetExchange
    JsonNode get(URI path);
  }

  /**
   * @throws CannotRun if it is refused or nobody answers
   */
  JsonNode put(String path, Map<String, ?> body) throws InterruptedException {
    return call(it -> it.put(auth.resolve(path), body));
  }

  /**
   * @throws CannotRun if it is refused or nobody answers
   */
  JsonNode get(String path) throws InterruptedException {
    return call(it -> it.get(auth.resolve(path)));
  }

  /**
   * @throws CannotRun if it is refused or nobody answers
   */
  public JsonNode post(String path, Map<String, String> body) throws InterruptedException {
    return call(it -> it.post(auth.resolve(path), body));
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
      URI next = auth.resolve(path + query + "&cursor=" + encode(cursor));
      JsonNode page = call(it -> it.get(next));
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
    api.close();
  }

  private JsonNode call(Function<Registry, JsonNode> call) throws InterruptedException {
    try {
      return api.call(call);
    } catch (HttpApi.Refused e) {
      throw refused(e.status(), e.body());
    } catch (IOException e) {
      throw silent(e);
    }
  }

  private static CannotRun refused(int status, JsonNode problem) {
    ExitCode exit =
        switch (status) {
          case 401, 403 -> ExitCode.CONFIGURATION;
          case 500, 503 -> ExitCode.UNREACHABLE;
          default -> ExitCode.USAGE;
        };
    String code = problem.path("code").asString("status " + status);
    String detail = HttpApi.told(problem);
    return new CannotRun(
        exit,
        "the registry refused: " + code + (detail.isEmpty() ? "" : " (" + detail + ")"),
        whatToDo(code).orElse(problem.path("what_to_do").asString("see the log of auth-service")));
  }

  /** In this program's words where the problem speaks to who writes clients. */
  private static Optional<String> whatToDo(String code) {
    return Optional.ofNullable(
        switch (code) {
          case "invalid_request", "bad_request", "malformed_json" -> "correct what it names";
          case "merchant_unknown" ->
              "give this installation the merchant's folder, or name another merchant";
          case "store_closed" -> "open it first: ./facepay store open ID";
          case "store_unknown", "store_not_found" ->
              "./facepay store list has them, store add adds one";
          case "device_unknown" -> "./facepay device list has them";
          case "unauthorized", "scope_missing" ->
              "name the file with the right key by --operator-key-file";
          default -> null;
        });
  }

  /**
   * Something that is wrong with a request.
   *
   * @param field empty: with the whole of it
   */
  record Fault(String field, String text) {}

  /**
   * All that the registry has against it; none if it was taken.
   *
   * @throws CannotRun if nobody answers, or this operator may not ask
   */
  List<Fault> faults(String path, Map<String, ?> body) throws InterruptedException {
    try {
      api.call(it -> it.put(auth.resolve(path), body));
      return List.of();
    } catch (HttpApi.Refused e) {
      CannotRun refused = refused(e.status(), e.body());
      if (refused.exitCode() != ExitCode.USAGE) {
        throw refused;
      }
      List<Fault> faults = new ArrayList<>();
      for (JsonNode error : e.body().path("errors")) {
        String field = error.path("field").asString("");
        faults.add(new Fault(field, field + " " + error.path("detail").asString("")));
      }
      return faults.isEmpty()
          ? List.of(new Fault("", String.valueOf(refused.getMessage())))
          : faults;
    } catch (IOException e) {
      throw silent(e);
    }
  }

  private CannotRun silent(IOException e) {
    return new CannotRun(
        ExitCode.UNREACHABLE,
        "no answer of the registry at %s (%s)".formatted(auth, e.getClass().getSimpleName()),
        "start the system, or name another with --auth URL",
        e);
  }
}
