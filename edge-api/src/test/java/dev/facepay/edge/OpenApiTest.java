package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description in the repository is the one that the code serves. After a wanted change of the
 * API: {@code mvn -pl edge-api -am test -Dtest=OpenApiTest -Dopenapi=write
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class OpenApiTest {

  private static final Path COMMITTED = Path.of("openapi.json");
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Test
  void the_committed_description_is_the_served_one() throws IOException {
    try (EdgeStand edge = new EdgeStand()) {
      JsonNode api = EdgeStand.send(edge.to("/v3/api-docs").build()).json();
      String served = PRETTY.writeValueAsString(api) + "\n";
      if ("write".equals(System.getProperty("openapi"))) {
        Files.writeString(COMMITTED, served);
      }

      assertThat(Files.readString(COMMITTED)).isEqualTo(served);
      assertThat(api.path("openapi").asString()).startsWith("3.1");
      assertThat(api.path("paths").propertyNames())
          .containsExactlyInAnyOrder(
              "/v1/auth",
              "/v1/payments",
              "/v1/payments/{id}",
              "/v1/payments/{id}/events",
              "/v1/payments/{id}/cancel",
              "/v1/devices/enroll",
              "/v1/devices/me",
              "/v1/devices/me/heartbeat",
              "/v1/devices/me/reports",
              "/v1/devices/me/reports/{id}",
              "/v1/trades");
      assertThat(danglingReferences(api)).isEmpty();
    }
  }

  private static List<String> danglingReferences(JsonNode api) {
    return StreamSupport.stream(api.findValues("$ref").spliterator(), false)
        .map(JsonNode::asString)
        .filter(ref -> api.at(ref.substring(1)).isMissingNode())
        .toList();
  }
}
