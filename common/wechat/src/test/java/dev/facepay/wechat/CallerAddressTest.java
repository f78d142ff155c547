package dev.facepay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerAddressTest {

  private static final List<URI> HERE = List.of(URI.create("http://127.0.0.1:9101"));
  private static final List<URI> WECHAT = List.of(URI.create("https://api.mch.weixin.qq.com"));

  @ParameterizedTest
  @CsvSource({
    "auto, 10.0.0.7, 10.0.0.7",
    "10.0.0.8, 10.0.0.7, 10.0.0.8",
    "2001:4860::7, 10.0.0.7, 2001:4860::7"
  })
  void what_is_given_counts_more_than_what_is_found(String given, String found, String said) {
    assertThat(CallerAddress.of(given, WECHAT, Optional.of(found))).isEqualTo(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "::ffff:10.0.0.7", "0.0.0.0", "auto"})
  void a_gateway_elsewhere_is_told_no_address_that_could_be_anybodys(String given) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallerAddress.of(given, WECHAT, Optional.empty()));
  }

  @Test
  void a_gateway_here_takes_any() {
    assertThat(CallerAddress.of("127.0.0.1", HERE, Optional.empty())).isEqualTo("127.0.0.1");
    assertThat(CallerAddress.of("auto", HERE, Optional.empty())).isEqualTo("127.0.0.1");
  }

  @Test
  void what_is_found_is_an_address_of_this_machine_and_no_loopback() {
    assertThat(CallerAddress.found().orElse("10.0.0.7"))
        .doesNotStartWith("127.")
        .isNotEqualTo("::1");
  }
}
