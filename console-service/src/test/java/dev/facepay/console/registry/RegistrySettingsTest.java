package dev.facepay.console.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RegistrySettingsTest {

  private static RegistrySettings bound(String setting) {
    String[] parts = setting.split("=", 2);
    return new Binder(
            new MapConfigurationPropertySource(
                Map.of("facepay.console.registry." + parts[0], parts[1])))
        .bindOrCreate("facepay.console.registry", RegistrySettings.class);
  }

  @Test
  void without_an_address_there_is_no_registry() {
    assertThat(bound("url=").url()).isNull();
    assertThat(bound("calls-max=2").url()).isNull();
    RegistrySettings there = bound("url=https://auth-service:8084/");
    assertThat(there.url()).isEqualTo(URI.create("https://auth-service:8084/"));
    assertThat(there.readTimeout()).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void a_file_without_a_certificate_is_told_at_start() {
    assertThatThrownBy(bound("trust-store-pem=/nowhere/ca.pem")::trust)
        .hasMessageContaining("facepay.console.registry.trust-store-pem /nowhere/ca.pem");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url=auth-service:8084",
        "url=ftp://auth-service",
        "url=http://a:secret@auth-service",
        "url=http://auth-service/v1",
        "url=http://auth-service?a=b",
        "calls-max=0",
        "read-timeout=0s"
      })
  void what_can_not_be_is_told_at_start_and_no_password_with_it(String setting) {
    assertThatThrownBy(() -> bound(setting))
        .rootCause()
        .hasMessageContaining("facepay.console.registry")
        .message()
        .doesNotContain("secret");
  }
}
