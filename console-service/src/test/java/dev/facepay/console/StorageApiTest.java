package dev.facepay.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How full it is, over HTTP. */
@Tag("real")
class StorageApiTest {

  /** Any disk that a test runs on has a little on it: here that counts as filling. */
  private static final ConsoleStand STAND =
      new ConsoleStand(
          "--facepay.fill.filling-at=0.000000002",
          "--facepay.fill.ease-by=0.000000001",
          "--facepay.fill.full-at=1",
          "--facepay.fill.look-every=100ms",
          "--facepay.fill.rate-after=100ms");

  @AfterAll
  static void stop() {
    STAND.close();
  }

  @Test
  void the_disk_under_the_log_and_the_memory_are_told() {
    STAND.until("/v1/storage", answer -> answer.text().contains("\"kafka\""));
    JsonNode kafka = place("kafka");
    JsonNode heap = place("heap");

    assertThat(kafka.path("level").asString()).isIn("filling", "full");
    assertThat(kafka.path("used_ratio").asDouble()).isBetween(0.0, 1.0);
    assertThat(kafka.path("used_bytes").asLong())
        .isPositive()
        .isLessThanOrEqualTo(kafka.path("total_bytes").asLong());
    assertThat(heap.path("total_bytes").asLong()).isEqualTo(Runtime.getRuntime().maxMemory());
  }

  @Test
  void a_metric_says_the_same() {
    ConsoleStand.Answer metrics =
        STAND.metrics(
            answer -> answer.text().contains("facepay_storage_used_ratio{store=\"kafka\"}"));
    assertThat(metrics.text())
        .contains("facepay_storage_level{store=\"heap\"}")
        .contains("facepay_storage_full_timestamp_seconds{store=\"kafka\"}");
  }

  private static JsonNode place(String store) {
    return StreamSupport.stream(STAND.get("/v1/storage").json().path("places").spliterator(), false)
        .filter(place -> place.path("store").asString().equals(store))
        .findFirst()
        .orElseThrow();
  }
}
