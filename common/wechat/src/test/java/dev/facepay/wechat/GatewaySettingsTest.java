package dev.facepay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySettingsTest {

  @Test
  void nothing_set_is_wechat_itself() {
    GatewaySettings settings = GatewaySettings.defaults();
    assertThat(settings.baseUrls())
        .extracting(URI::toString)
        .containsExactly("https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com");
    assertThat(settings.secureBaseUrls()).isEqualTo(settings.baseUrls());
    assertThat(settings.authinfoUrl())
        .hasToString("https://payapp.weixin.qq.com/face/get_wxpayface_authinfo");
    assertThat(settings.readTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.callMax()).isEqualTo(Duration.ofSeconds(1 + 2 * 8 + 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x", "x", "http:///p", "https://x?q=1", "https://x#f"})
  void an_address_that_can_not_be_is_named(String url) {
    assertThatThrownBy(
            () ->
                GatewaySettings.defaults()
                    .withUrls(List.of(URI.create(url)), URI.create("http://x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("facepay.gateway.base-urls");
  }

  @Test
  void a_bound_broken_is_named() {
    assertThatThrownBy(
            () -> GatewaySettings.defaults().withTimeouts(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("facepay.gateway.connect-timeout");
    assertThatThrownBy(() -> GatewaySettings.defaults().withUrls(List.of(), URI.create("http://x")))
        .hasMessageContaining("facepay.gateway.base-urls");
  }
}
