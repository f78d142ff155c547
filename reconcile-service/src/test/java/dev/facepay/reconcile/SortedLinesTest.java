package dev.facepay.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedLinesTest {

  @TempDir Path dir;

  /** In memory, in a few parts, and in more parts than are open at once. */
  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 4_000, 50})
  void every_line_comes_back_once_and_in_order(int partChars) throws IOException {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>();
    List<String> read = new ArrayList<>();
    Path parts = Files.createDirectory(dir.resolve("parts"));
    try (SortedLines sorted = new SortedLines(parts, partChars)) {
      for (int i = 0; i < 3_000; i++) {
        String line = Integer.toString(random.nextInt(2_000), 36) + "\t早餐";
        lines.add(line);
        sorted.add(line);
      }
      sorted.read(read::add);
    }
    assertThat(read).isEqualTo(lines.stream().sorted().toList());
    assertThat(parts).doesNotExist();
  }

  @Test
  void of_nothing_comes_nothing() throws IOException {
    List<String> read = new ArrayList<>();
    try (SortedLines sorted = new SortedLines(Files.createDirectory(dir.resolve("parts")))) {
      sorted.read(read::add);
    }
    assertThat(read).isEmpty();
  }
}
