package dev.facepay.runtime.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintsTest {

  @TempDir Path directory;
  private Fingerprints fingerprints;

  @BeforeEach
  void ring() {
    fingerprints = new Fingerprints(KeyRing.createIfMissing(directory));
  }

  @Test
  void equal_content_has_an_equal_fingerprint_in_any_order_and_after_a_restart() {
    Map<String, String> content = new LinkedHashMap<>();
    content.put("total_fee", "1280");
    content.put("body", "刷脸");
    Map<String, String> turned = new LinkedHashMap<>();
    turned.put("body", "刷脸");
    turned.put("total_fee", "1280");
    Fingerprints restarted = new Fingerprints(KeyRing.open(directory));

    assertThat(fingerprints.ofRequest(content))
        .hasSize(43)
        .isEqualTo(fingerprints.ofRequest(turned))
        .isEqualTo(restarted.ofRequest(content));
  }

  @Test
  void other_content_has_another_fingerprint() {
    List<Map<String, String>> contents =
        List.of(
            Map.of(),
            Map.of("a", "bc"),
            Map.of("ab", "c"),
            Map.of("a", "b", "c", ""),
            Map.of("a", "", "b", "c"),
            Map.of("a", "bd"));

    assertThat(contents.stream().map(fingerprints::ofRequest)).doesNotHaveDuplicates();
  }

  @Test
  void without_the_key_it_can_not_be_computed(@TempDir Path elsewhere) {
    Fingerprints others = new Fingerprints(KeyRing.createIfMissing(elsewhere));

    assertThat(others.ofOpenid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"))
        .isNotEqualTo(fingerprints.ofOpenid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"))
        .doesNotContain("oUpF8uMuAJO");
  }
}
