package dev.facepay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;

@Tag("real")
class ProductionGuardTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"production", "prod", "Production", "eu,prod"})
  void it_never_starts_where_real_money_moves(String profiles) {
    Path data = directory.resolve("data");
    assertThatThrownBy(
            () ->
                new SpringApplicationBuilder(SimulatorApplication.class)
                    .properties("spring.config.name=gateway-simulator")
                    .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--spring.profiles.active=" + profiles,
                        "--facepay.simulator.data-dir=" + data))
        .rootCause()
        .isInstanceOf(SimulatorForbidden.class)
        .hasMessageContaining("never runs in profile")
        .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("\n"));
    assertThat(Files.exists(data)).isFalse();
  }
}
