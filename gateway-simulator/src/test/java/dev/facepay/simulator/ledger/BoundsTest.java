package dev.facepay.simulator.ledger;

import static dev.facepay.simulator.ledger.LedgerBox.DAY;
import static dev.facepay.simulator.ledger.LedgerBox.MCH;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What grows, and where it stops. */
class BoundsTest {
  private static final int EVERY = 50;

  @TempDir Path directory;

  private static void pay(Ledger ledger, int from, int to) {
    for (int i = from; i < to; i++) {
      LedgerBox.pay(ledger, "A" + i, "13%016d".formatted(i));
    }
  }

  private static long bytes(LedgerBox box) throws IOException {
    long all = 0;
    try (Stream<Path> files = Files.list(box.folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        all += Files.size(file);
      }
    }
    return all;
  }

  @Test
  void what_is_in_memory_does_not_grow_with_the_orders() throws IOException {
    try (Ledger ledger = new LedgerBox(directory, EVERY, 1 << 20, 0).open()) {
      for (int i = 0; i < 2_000; i++) {
        pay(ledger, i, i + 1);
        assertThat(ledger.hot()).isLessThanOrEqualTo(2 * EVERY);
      }
      assertThat(ledger.summary().orders()).isEqualTo(2_000);
      assertThat(ledger.order(MCH, "A0").orElseThrow().state()).isEqualTo("PAID");
    }
  }

  @Test
  void one_order_that_is_asked_about_for_ever_is_checkpointed_too() throws IOException {
    LedgerBox box = new LedgerBox(directory.resolve("live"), EVERY, 1 << 20, 0);
    try (Ledger ledger = box.open()) {
      for (int i = 0; i < 500; i++) {
        LedgerBox.query(ledger, MCH, "A1");
      }
      LedgerBox image = box.killed(directory.resolve("image"));
      try (OrderStore store = new OrderStore(image.store(), directory.resolve("scratch"))) {
        assertThat(store.checkpoint().line())
            .isGreaterThan(ledger.summary().journalLines() - 3 * EVERY);
      }
    }
  }

  @Test
  void orders_that_wait_are_bounded_and_room_comes_with_time() throws IOException {
    try (Ledger ledger = new LedgerBox(directory, EVERY, 1 << 20, 0).withWaitingMax(3).open()) {
      for (int i = 0; i < 3; i++) {
        LedgerBox.pay(ledger, MCH, "W" + i, "14" + i, Step.of(Behaviour.USERPAYING_NEVER));
      }
      assertThat(LedgerBox.pay(ledger, "A1", "15").errCode()).isEqualTo("SYSTEMERROR");
      ledger.set(new SimulatorClock.Setting(Duration.ofSeconds(45), null));
      assertThat(LedgerBox.pay(ledger, "A2", "16").errCode()).isNull();
    }
  }

  @Test
  void the_journal_is_dropped_from_its_beginning_and_the_orders_stay() throws IOException {
    long fileBytes = 20_000;
    long max = 100_000;
    LedgerBox box = new LedgerBox(directory.resolve("live"), EVERY, fileBytes, max);
    try (Ledger ledger = box.open()) {
      for (int i = 0; i < 1_000; i++) {
        pay(ledger, i, i + 1);
        assertThat(bytes(box)).isLessThan(max + 2 * fileBytes + 4 * EVERY * 500L);
      }
      List<String> kept = ledger.journal(1, 100_000);
      assertThat(kept.getFirst()).doesNotStartWith("{\"n\":1,");
      assertThat(kept.getLast()).startsWith("{\"n\":" + ledger.summary().journalLines() + ",");
      List<Object> served = LedgerBox.told(ledger);
      try (Ledger again = box.killed(directory.resolve("image")).open()) {
        assertThat(LedgerBox.told(again)).isEqualTo(served);
        assertThat(again.summary().orders()).isEqualTo(1_000);
      }
    }
  }

  @Test
  void nothing_is_dropped_below_the_limit() throws IOException {
    LedgerBox box = new LedgerBox(directory, EVERY, 5_000, 1 << 20);
    try (Ledger ledger = box.open()) {
      pay(ledger, 0, 200);
      ledger.tick();
      List<String> all = ledger.journal(1, 100_000);
      assertThat(all).hasSize((int) ledger.summary().journalLines());
      assertThat(all.getFirst()).startsWith("{\"n\":1,");
    }
  }

  @Test
  void lines_are_found_by_their_number_in_whichever_file_they_are() throws IOException {
    try (Ledger ledger = new LedgerBox(directory, EVERY, 3_000, 0).open()) {
      pay(ledger, 0, 60);
      List<String> all = ledger.journal(1, 100_000);
      for (int from = 1; from <= all.size(); from += 7) {
        int to = Math.min(all.size(), from - 1 + 25);
        assertThat(ledger.journal(from, 25)).isEqualTo(all.subList(from - 1, to));
      }
      assertThat(ledger.journal(all.size() + 1L, 25)).isEmpty();
    }
  }

  @Test
  void a_code_is_remembered_for_a_day_and_forgotten_with_its_generation() throws IOException {
    LedgerBox box = new LedgerBox(directory, EVERY, 1 << 20, 0);
    try (Ledger ledger = box.open()) {
      LedgerBox.pay(ledger, "A1", "131");
      ledger.write(new Entry.CodeIssued(ledger.now(), LedgerBox.hash("132")));
      nextCheckpoint(ledger, box, DAY.minusSeconds(1), "F1");
      assertThat(LedgerBox.pay(ledger, "A2", "131").errCode()).isEqualTo("AUTH_CODE_ERROR");
      assertThat(LedgerBox.pay(ledger, "A3", "132").errCode()).isEqualTo("AUTHCODEEXPIRE");
      nextCheckpoint(ledger, box, Duration.ofSeconds(1), "F2");
      assertThat(LedgerBox.pay(ledger, "A4", "131").errCode()).isEqualTo("AUTH_CODE_ERROR");
      nextCheckpoint(ledger, box, DAY, "F3");
      assertThat(LedgerBox.pay(ledger, "A5", "131").errCode()).isEqualTo("AUTH_CODE_ERROR");
      nextCheckpoint(ledger, box, DAY, "F4");
      assertThat(LedgerBox.pay(ledger, "A6", "131").errCode()).isNull();
    }
    try (Ledger again = box.open()) {
      assertThat(again.order(MCH, "A1").orElseThrow().state()).isEqualTo("PAID");
      assertThat(LedgerBox.pay(again, "A7", "131").errCode()).isEqualTo("AUTH_CODE_ERROR");
    }
  }

  private static void nextCheckpoint(Ledger ledger, LedgerBox box, Duration later, String name) {
    box.clock.advance(later);
    for (int i = 0; i < EVERY; i++) {
      LedgerBox.query(ledger, MCH, name);
    }
    ledger.tick();
  }
}
