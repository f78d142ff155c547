package dev.facepay.simulator.ledger;

import static dev.facepay.simulator.ledger.LedgerBox.MCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A kill after each step of a checkpoint, of beginning a file, of dropping one and of taking an
 * older version's ledger over.
 */
@ExtendWith(OutputCaptureExtension.class)
class KillStepsTest {
  private static final int EVERY = 20;
  private static final long FILE_BYTES = 4_000;

  @TempDir Path directory;

  private List<Object> served = List.of();
  private LedgerBox early = new LedgerBox(Path.of("unset"), EVERY, FILE_BYTES, 0);
  private LedgerBox late = early;

  /** Two kills of one ledger: the later one has checkpoints and files that the first has not. */
  @BeforeEach
  void two_kills() throws IOException {
    LedgerBox box = new LedgerBox(directory.resolve("live"), EVERY, FILE_BYTES, 0);
    try (Ledger ledger = box.open()) {
      pay(ledger, 0, 30);
      early = box.killed(directory.resolve("early"));
      pay(ledger, 30, 73);
      LedgerBox.reverse(ledger, MCH, "A2");
      late = box.killed(directory.resolve("late"));
      served = LedgerBox.told(ledger);
    }
  }

  private static void pay(Ledger ledger, int from, int to) {
    for (int i = from; i < to; i++) {
      Step step = i % 5 == 0 ? Step.of(Behaviour.USERPAYING_NEVER) : Step.ORDINARY;
      LedgerBox.pay(ledger, MCH, "A" + i, "13%016d".formatted(i), step);
    }
  }

  private void is_as_served(LedgerBox killed) throws IOException {
    try (Ledger again = killed.open()) {
      assertThat(LedgerBox.told(again)).isEqualTo(served);
      List<String> lines = again.journal(1, 100_000);
      for (int i = 0; i < lines.size(); i++) {
        assertThat(lines.get(i)).startsWith("{\"n\":" + (i + 1) + ",");
      }
      assertThat(again.summary().journalLines()).isEqualTo(lines.size());
    }
  }

  private static Path renamed(LedgerBox box) throws IOException {
    Path full = Segment.closed(box.journal(), Segment.numberOf(box.journal(), false));
    return Files.move(box.journal(), full);
  }

  @Test
  void between_two_checkpoints() throws IOException {
    is_as_served(late);
  }

  @Test
  void when_the_journal_is_on_the_disk_and_the_store_is_not() throws IOException {
    LedgerBox.delete(late.store());
    Files.move(early.store(), late.store());
    is_as_served(late);
  }

  @Test
  void when_the_full_file_is_renamed_and_the_next_is_not_begun() throws IOException {
    renamed(late);
    is_as_served(late);
  }

  @Test
  void when_the_next_file_is_begun_and_empty() throws IOException {
    renamed(late);
    Files.createFile(late.journal());
    is_as_served(late);
  }

  @Test
  void when_the_next_file_has_a_torn_line_only() throws IOException {
    renamed(late);
    Files.writeString(late.journal(), "{\"n\":9");
    is_as_served(late);
  }

  @Test
  void when_the_last_line_is_torn() throws IOException {
    Files.writeString(late.journal(), "{\"n\":999,\"real\":", StandardOpenOption.APPEND);
    is_as_served(late);
  }

  @Test
  void after_each_file_that_is_dropped() throws IOException {
    List<Segment> full = Segment.closedOnes(late.journal());
    long known;
    try (OrderStore store = new OrderStore(late.store(), directory.resolve("scratch"))) {
      known = store.checkpoint().line();
    }
    int dropped = 0;
    for (int i = 0; i + 1 < full.size() && full.get(i + 1).first() - 1 <= known; i++) {
      Files.delete(full.get(i).file());
      LedgerBox image = late.killed(directory.resolve("image" + i));
      try (Ledger again = image.open()) {
        assertThat(LedgerBox.told(again)).isEqualTo(served);
        assertThat(again.journal(1, 1).getFirst())
            .startsWith("{\"n\":" + full.get(i + 1).first() + ",");
      }
      dropped++;
    }
    assertThat(dropped).isGreaterThan(2);
  }

  @Test
  void a_file_that_the_store_needs_and_someone_took_away_stops_the_start() throws IOException {
    LedgerBox.delete(late.store());
    Files.delete(Segment.closedOnes(late.journal()).getFirst().file());
    assertThatThrownBy(late::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("put back what was taken away");
  }

  @Test
  void a_journal_that_ends_before_the_store_stops_the_start() throws IOException {
    for (Segment full : Segment.closedOnes(early.journal())) {
      Files.delete(full.file());
    }
    Files.delete(early.journal());
    LedgerBox.delete(early.store());
    Files.move(late.store(), early.store());
    Files.writeString(early.journal(), "{\"n\":1,\"real\":\"2026-03-01T10:00:00Z\"}\n");
    assertThatThrownBy(early::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("put back what was taken away");
  }

  @Test
  void a_journal_that_was_taken_away_whole_stops_the_start() throws IOException {
    for (Segment full : Segment.closedOnes(late.journal())) {
      Files.delete(full.file());
    }
    Files.delete(late.journal());
    assertThatThrownBy(late::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("put back what was taken away");
  }

  @Test
  void a_gap_in_the_middle_stops_the_start() throws IOException {
    LedgerBox.delete(late.store());
    Files.delete(Segment.closedOnes(late.journal()).get(1).file());
    assertThatThrownBy(late::open).isInstanceOf(IOException.class).hasMessageContaining("line ");
  }

  /** A ledger of a version without a store: one long file. */
  private LedgerBox older(int every) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Segment full : Segment.closedOnes(late.journal())) {
      lines.append(Files.readString(full.file()));
    }
    lines.append(Files.readString(late.journal()));
    LedgerBox older = new LedgerBox(directory.resolve("older"), every, FILE_BYTES, 0);
    Files.createDirectories(older.folder);
    Files.writeString(older.journal(), lines);
    return older;
  }

  @Test
  void a_ledger_of_an_older_version_is_taken_over_with_a_word(CapturedOutput output)
      throws IOException {
    is_as_served(older(EVERY));
    assertThat(output).contains("Takes over the ledger of an older version");
  }

  @Test
  void a_take_over_that_was_killed_goes_on_where_it_stopped() throws IOException {
    LedgerBox older = older(EVERY);
    LedgerBox.delete(early.folder.resolve("scratch"));
    Files.move(early.store(), older.store());
    is_as_served(older);
  }

  @Test
  void a_take_over_that_was_killed_while_the_store_was_made_begins_anew() throws IOException {
    LedgerBox older = older(EVERY);
    Files.createDirectories(older.store());
    Files.writeString(older.store().resolve("MANIFEST-000001"), "");
    is_as_served(older);
  }

  @Test
  void what_was_taken_over_is_not_read_again(CapturedOutput output) throws IOException {
    LedgerBox older = older(EVERY);
    is_as_served(older);
    String first = output.toString();
    is_as_served(older);
    assertThat(output.toString().substring(first.length())).doesNotContain("Takes over");
  }
}
