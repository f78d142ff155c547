package dev.facepay.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.standalone.command.CannotRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path dir;

  @Test
  void documents_of_an_earlier_release_want_room_for_their_move_before_anything_starts()
      throws IOException {
    long free = Files.getFileStore(dir).getUsableSpace();
    journal("facepay_pay.journal", free);

    assertThatThrownBy(() -> DataDirectory.open(dir))
        .isInstanceOf(CannotRun.class)
        .hasMessageContaining("documents of an earlier release")
        .hasMessageContaining("MB are free");
  }

  @Test
  void what_a_folder_holds_is_counted_with_all_below() throws IOException {
    journal("facepay_pay.journal", 1000);
    Files.write(dir.resolve("database/other"), new byte[24]);

    assertThat(DataDirectory.bytes(dir)).isEqualTo(1024);
    assertThat(DataDirectory.bytes(dir, ".journal")).isEqualTo(1000);
    assertThat(DataDirectory.bytes(dir.resolve("none"))).isZero();
    assertThat(DataDirectory.megabytes(3 << 19)).isEqualTo("1.5 MB");
  }

  /** As long as it is said to be; the disk gives no room for what was never written. */
  private void journal(String name, long bytes) throws IOException {
    Files.createDirectories(dir.resolve("database"));
    try (RandomAccessFile file =
        new RandomAccessFile(dir.resolve("database").resolve(name).toFile(), "rw")) {
      file.setLength(bytes);
    }
  }
}
