package dev.facepay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A payment that never reached WeChat. */
class SettlingTest {

  @Test
  void it_is_settled_within_a_quarter_of_an_hour_though_some_queries_say_nothing() {
    Settling settling = Settling.measure(700, 1);
    System.out.println(settling.text());
    assertThat(settling.isSoonEnough()).as(settling.text()).isTrue();
  }
}
