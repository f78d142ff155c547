package dev.facepay.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryNeedsTest {

  private static final long MB = 1024 * 1024;

  @Test
  void a_heap_that_cannot_hold_the_services_is_refused_with_the_one_to_set() {
    assertThat(MemoryNeeds.missing(256 * MB, 24_000 * MB))
        .hasValueSatisfying(
            e ->
                assertThat(e)
                    .hasMessageContaining("a heap of 256 MB is too small")
                    .hasMessageContaining("FACEPAY_HEAP=768m"));
  }

  @Test
  void a_heap_that_the_machine_cannot_back_is_refused_with_the_sum() {
    assertThat(MemoryNeeds.missing(1024 * MB, 1200 * MB))
        .hasValueSatisfying(
            e ->
                assertThat(e)
                    .hasMessageContaining("has 1200 MB")
                    .hasMessageContaining("needs 1474 MB"));
  }

  @Test
  void what_the_launcher_chooses_is_enough_on_small_machines_too() {
    assertThat(MemoryNeeds.missing(768 * MB, 1900 * MB)).isEmpty();
    assertThat(MemoryNeeds.missing(1024 * MB, 4096 * MB)).isEmpty();
  }
}
