package dev.facepay.standalone.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

  @TempDir Path dir;

  @Test
  void a_record_comes_back_with_key_value_headers_and_time_also_where_they_are_null()
      throws IOException {
    RecordHeaders headers =
        new RecordHeaders(
            List.of(new RecordHeader("ce_id", bytes("号")), new RecordHeader("empty", null)));
    Path file = written(RecordFile.frame(7, bytes("key"), bytes("value"), headers), tombstone());

    try (RecordFile.Reader reader = new RecordFile.Reader(file)) {
      ProducerRecord<byte[], byte[]> first = record(reader);
      ProducerRecord<byte[], byte[]> second = record(reader);

      assertThat(first.timestamp()).isEqualTo(7);
      assertThat(first.partition()).isEqualTo(3);
      assertThat(first.key()).isEqualTo(bytes("key"));
      assertThat(first.value()).isEqualTo(bytes("value"));
      assertThat(first.headers()).isEqualTo(headers);
      assertThat(second.key()).isNull();
      assertThat(second.value()).isNull();
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void records_are_passed_over_and_the_end_is_no_fault() throws IOException {
    Path file = written(tombstone(), RecordFile.frame(1, bytes("k"), null, new RecordHeaders()));

    try (RecordFile.Reader reader = new RecordFile.Reader(file)) {
      reader.skip(1);
      assertThat(record(reader).key()).isEqualTo(bytes("k"));
      reader.skip(5);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void a_byte_that_changed_and_a_file_cut_short_are_seen() throws IOException {
    byte[] whole = Files.readAllBytes(written(tombstone()));
    byte[] changed = whole.clone();
    changed[whole.length - 1] ^= 1;

    for (byte[] damaged : List.of(changed, Arrays.copyOf(whole, whole.length - 1))) {
      Path file = Files.write(dir.resolve("damaged"), damaged);
      try (RecordFile.Reader reader = new RecordFile.Reader(file)) {
        assertThatThrownBy(reader::next)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("damaged");
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(RecordFile.Reader reader)
      throws IOException {
    byte[] frame = reader.next();
    assertThat(frame).isNotNull();
    return RecordFile.record("topic", 3, frame);
  }

  private Path written(byte[]... frames) throws IOException {
    Path file = dir.resolve("0.records");
    try (RecordFile.Writer writer = new RecordFile.Writer(file)) {
      for (byte[] frame : frames) {
        writer.add(frame);
      }
    }
    return file;
  }

  private static byte[] tombstone() {
    return RecordFile.frame(0, null, null, new RecordHeaders());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
