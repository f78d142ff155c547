package dev.facepay.standalone.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.facepay.standalone.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All faults of a file are told at once, in words for who wrote the file. */
@Tag("real")
class StoreImportTest {

  @TempDir Path dir;

  private final List<String> asked = new ArrayList<>();
  private HttpServer registry;

  @BeforeEach
  void a_registry_that_judges() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext("/", this::answer);
    registry.start();
  }

  @AfterEach
  void it_ends() {
    registry.stop(0);
  }

  private void answer(HttpExchange http) throws IOException {
    String path = http.getRequestURI().toString();
    asked.add(path);
    String body = new String(http.getRequestBody().readAllBytes(), UTF_8);
    if (body.contains("\"7\"")) {
      reply(
          http,
          400,
          """
          {"code": "invalid_request", "what_to_do": "Repair what `errors` or `detail` names.",
           "errors": [{"field": "area_code", "code": "invalid", "detail": "must be 6 digits"},
                      {"field": "merchant_id", "code": "invalid", "detail": "must be short"}]}
          """);
    } else if (body.contains("unknown")) {
      reply(
          http, 422, "{\"code\": \"merchant_unknown\", \"what_to_do\": \"correct `merchant_id`\"}");
    } else {
      reply(http, 200, "{}");
    }
  }

  private static void reply(HttpExchange http, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    http.getResponseHeaders().add("Content-Type", "application/json");
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
    http.close();
  }

  @Test
  void all_faults_of_all_lines_are_told_and_nothing_is_written() throws IOException {
    Said said =
        imported(
            """
            store_id,store_name,merchant_id,area_code
            S1,Noodles,1,310101
            S2,Noodles,2,7
            a/b,Noodles,3,7
            S4,,unknown,310101
            S1,Noodles,4,7
            """);
    assertThat(said.status()).isEqualTo(2);
    assertThat(said.err().lines())
        .containsExactly(
            "facepay: line 3: area_code must be 6 digits",
            "facepay: line 3: merchant_id must be short",
            "facepay: line 4: store_id must be 1 to 32 letters, digits or _-. (not . or .. alone)",
            "facepay: line 4: area_code must be 6 digits",
            "facepay: line 4: merchant_id must be short",
            "facepay: line 5: store_name is empty",
            "facepay: line 5: the registry refused: merchant_unknown; give this installation the"
                + " merchant's folder, or name another merchant",
            "facepay: line 6: store S1 is on line 2 already",
            "facepay: line 6: area_code must be 6 digits",
            "facepay: line 6: merchant_id must be short");
    assertThat(asked).allMatch(path -> path.endsWith("?dry_run=true"));
  }

  @Test
  void what_is_in_order_is_written() throws IOException {
    Said said = imported("store_id,store_name,merchant_id\nS1,Noodles,1\n");
    assertThat(said.status()).as(said.err()).isZero();
    assertThat(asked).containsExactly("/v1/admin/stores/S1?dry_run=true", "/v1/admin/stores/S1");
  }

  private Said imported(String csv) throws IOException {
    Path file = Files.writeString(dir.resolve("stores.csv"), csv);
    return Said.by(
        Map.of("FACEPAY_ROOT", dir.toString(), "FACEPAY_OPERATOR_KEY", "ok_1"),
        List.of(
            "store",
            "import",
            file.toString(),
            "--auth",
            "http://localhost:" + registry.getAddress().getPort()));
  }
}
