package dev.facepay.runtime.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentCodesTest {

  @TempDir private Path dir;

  private EnrolmentCodes codes() {
    return new EnrolmentCodes(new Fingerprints(KeyRing.createIfMissing(dir)));
  }

  @Test
  void a_code_is_ten_unambiguous_characters_in_two_groups() {
    EnrolmentCodes codes = codes();
    Set<String> many = Stream.generate(codes::fresh).limit(1000).collect(Collectors.toSet());

    assertThat(many)
        .hasSize(1000)
        .allMatch(code -> code.matches("[A-HJ-NP-Z2-9]{5}-[A-HJ-NP-Z2-9]{5}"));
  }

  @Test
  void it_is_the_same_code_however_it_is_typed() {
    EnrolmentCodes codes = codes();
    String code = codes.fresh();
    String hash = codes.hash(code).orElseThrow();

    assertThat(codes.hash(code.replace("-", "").toLowerCase(Locale.ROOT))).contains(hash);
    assertThat(codes.hash(" " + code.replace("-", " - ") + " ")).contains(hash);
    assertThat(codes.hash(codes.fresh())).isPresent().isNotEqualTo(hash);
    assertThat(hash).doesNotContain(code.replace("-", ""));
  }

  @Test
  void what_can_be_no_code_has_no_hash() {
    for (String typed :
        new String[] {"", "ABCDE-FGHJ", "ABCDE-FGHJ1", "ABCDEFGHJKL", "A".repeat(99)}) {
      assertThat(codes().hash(typed)).isEmpty();
    }
  }
}
