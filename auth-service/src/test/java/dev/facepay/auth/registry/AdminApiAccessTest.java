package dev.facepay.auth.registry;

import static dev.facepay.auth.registry.RegistryStand.ALICE;
import static dev.facepay.auth.registry.RegistryStand.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.auth.registry.RegistryStand.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stranger gets of the registry. */
@Timeout(120)
@Tag("real")
class AdminApiAccessTest {

  private static RegistryStand stand;

  @BeforeAll
  static void start() {
    stand =
        new RegistryStand(
            "admin-access.",
            "--facepay.operator-tries.address-burst=5",
            "--facepay.operator-tries.address-per-minute=1");
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @Test
  void health_and_metrics_are_not_where_operators_come_and_nobody_logs_in_here() {
    for (String path : List.of("", "/health", "/info", "/prometheus")) {
      assertThat(stand.get("", "/actuator" + path).status()).as(path).isEqualTo(404);
      assertThat(stand.get(ALICE, "/actuator" + path).status()).as(path).isEqualTo(404);
    }
    assertThat(stand.post("", "/v1/session", "{\"key\": \"" + ALICE + "\"}").status())
        .isEqualTo(404);
  }

  @Test
  void wrong_keys_are_bounded_and_a_key_that_was_right_goes_on() {
    assertThat(stand.get(READER, "/v1/admin/devices").status()).isEqualTo(200);
    for (int i = 0; i < 5; i++) {
      Answer stranger = stand.get("nobodys-key-0123456789-" + i, "/v1/admin/devices");
      assertThat(stranger.text("code")).isEqualTo("unauthorized");
    }

    Answer many = stand.get("nobodys-key-0123456789", "/v1/admin/devices");
    assertThat(many.status()).isEqualTo(429);
    assertThat(many.text("code")).isEqualTo("too_many_tries");
    assertThat(stand.get("", "/v1/admin/devices").status()).isEqualTo(401);
    assertThat(stand.get(READER, "/v1/admin/devices").status()).isEqualTo(200);
    assertThat(
            stand
                .bean(MeterRegistry.class)
                .get("facepay.operator.refused")
                .tag("reason", "too_many_tries")
                .counter()
                .count())
        .isEqualTo(1);
  }
}
