package dev.facepay.standalone.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.client.MetricsClient;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageChecksTest {

  @Test
  void what_fills_is_said_with_its_date() {
    List<Finding> findings =
        found(
            "facepay_storage_used_ratio{store=\"kafka\"} 0.874",
            "facepay_storage_level{store=\"kafka\"} 1.0",
            "facepay_storage_full_timestamp_seconds{store=\"kafka\"} 1.79992E9",
            "facepay_storage_used_ratio{store=\"heap\"} 0.31",
            "facepay_storage_level{store=\"heap\"} 0.0",
            "facepay_storage_full_timestamp_seconds{store=\"heap\"} NaN");

    assertThat(findings).hasSize(2);
    assertThat(findings.getFirst().bad()).isTrue();
    assertThat(findings.getFirst().found())
        .contains("87 %", "full on 2027-01-14 at the rate of the last day");
    assertThat(findings.getFirst().fix()).contains("make room");
    assertThat(findings.getLast()).isEqualTo(Finding.good("memory in use", "31 %"));
  }

  @Test
  void of_several_services_the_fullest_counts() {
    List<Finding> findings =
        found(
            "facepay_storage_used_ratio{store=\"heap\"} 0.31",
            "facepay_storage_level{store=\"heap\"} 0.0",
            "facepay_storage_used_ratio{store=\"heap\"} 0.96",
            "facepay_storage_level{store=\"heap\"} 2.0");

    assertThat(findings).singleElement().matches(Finding::bad);
    assertThat(findings.getFirst().fix()).contains("new payments are refused");
  }

  @Test
  void what_did_not_answer_is_left_out() {
    assertThat(found("facepay_storage_used_ratio{store=\"kafka\"} NaN")).isEmpty();
  }

  @Test
  void a_disk_that_nobody_watches_yet_is_held_to_the_same_shares() {
    assertThat(StorageChecks.disk(16 << 20, 100 << 20).bad()).isFalse();
    assertThat(StorageChecks.disk(14 << 20, 100 << 20).fix()).startsWith("make room:");
    assertThat(StorageChecks.disk(4 << 20, 100 << 20).fix()).startsWith("make room now");
  }

  private static List<Finding> found(String... lines) {
    return StorageChecks.of(new MetricsClient.Pages(List.of(lines)));
  }
}
