package dev.facepay.device.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.device.order.Channel;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Outcome;
import dev.facepay.device.order.Sale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put is there after a restart, whole, for its owner alone. */
class FileJournalTest {

  private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
  private static final String CODE = "134567890123456789";

  @TempDir private Path disk;

  @Test
  void every_kind_of_entry_is_read_back_as_it_was_put() throws IOException {
    Sale sale = new Sale(1280, "面", "{}", "attach", "tag", true, true, true);
    List<Outcome> outcomes =
        List.of(
            new Outcome.Paid("42", "支付成功", "Paid"),
            new Outcome.Paid(null, "", ""),
            new Outcome.PaidBefore(),
            new Outcome.NotPaid("not_enough", true, false, true, "a", "b"),
            new Outcome.NotSent(Outcome.Why.INTERRUPTED, "x"),
            new Outcome.Refused("invalid_request", true));
    try (FileJournal journal = new FileJournal(disk)) {
      int n = 0;
      for (Outcome outcome : outcomes) {
        OrderEntry numbered = OrderEntry.numbered("T|*_-" + n++, sale, Channel.FACE, NOW);
        for (OrderEntry entry :
            List.of(
                numbered,
                numbered.sending(CODE),
                numbered.sending(CODE).cancelling(),
                numbered.sending(CODE).ended(outcome),
                numbered.ended(outcome).told())) {
          journal.put(entry);
          assertThat(journal.all().orders()).contains(entry);
        }
      }
      assertThat(journal.all().orders()).hasSize(outcomes.size());
    }
  }

  @Test
  void files_are_for_their_owner_alone_and_the_code_goes_with_the_end() throws IOException {
    try (FileJournal journal = new FileJournal(disk)) {
      OrderEntry entry = OrderEntry.numbered("T1", Sale.of(1, "x"), Channel.CODE, NOW);
      journal.put(entry.sending(CODE));
      Path file = disk.resolve("T1.order");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(file)).contains(CODE);
      journal.put(entry.sending(CODE).ended(new Outcome.PaidBefore()));
      assertThat(Files.readString(file)).doesNotContain(CODE);
      assertThat(entry.sending(CODE).toString()).doesNotContain(CODE);
    }
  }

  @Test
  void what_power_took_while_it_was_written_leaves_the_old_entry() throws IOException {
    OrderEntry entry = OrderEntry.numbered("T1", Sale.of(1, "x"), Channel.CODE, NOW);
    try (FileJournal journal = new FileJournal(disk)) {
      journal.put(entry);
    }
    Files.writeString(disk.resolve("T1.order.new"), "{\"order_no\":\"T1\",\"code\":\"" + CODE);
    try (FileJournal journal = new FileJournal(disk)) {
      assertThat(journal.all().orders()).containsExactly(entry);
      assertThat(disk.resolve("T1.order.new")).doesNotExist();
    }
  }

  @Test
  void a_file_that_cannot_be_read_is_set_aside_and_named() throws IOException {
    Files.writeString(disk.resolve("T1.order"), "{'order_no':");
    Files.writeString(disk.resolve("T2.order"), "{\"order_no\":\"T2\",\"attempt\":1}");
    try (FileJournal journal = new FileJournal(disk)) {
      Journal.Stored stored = journal.all();
      assertThat(stored.orders()).isEmpty();
      assertThat(stored.unreadable()).containsExactlyInAnyOrder("T1.order", "T2.order");
      assertThat(disk.resolve("T1.order.unreadable")).exists();
    }
  }

  @Test
  void a_directory_has_one_terminal() throws IOException {
    FileJournal first = new FileJournal(disk);
    assertThatThrownBy(() -> new FileJournal(disk)).hasMessageContaining("another terminal");
    first.close();
    new FileJournal(disk).close();
  }

  @Test
  void notes_are_kept() throws IOException {
    try (FileJournal journal = new FileJournal(disk)) {
      assertThat(journal.note("identity")).isEmpty();
      journal.note("identity", "{}");
      assertThat(journal.note("identity")).contains("{}");
    }
  }
}
