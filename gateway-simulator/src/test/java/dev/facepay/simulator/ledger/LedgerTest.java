package dev.facepay.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.simulator.ledger.Situation.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final String MCH = "1900000109";
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path directory;

  private final CodeHasher hasher = new CodeHasher(new byte[32]);
  private final AtomicInteger calls = new AtomicInteger();

  private Path file() {
    return directory.resolve("journal.jsonl");
  }

  private Ledger open() throws IOException {
    return open(new Rules(true, Duration.ofSeconds(45), Duration.ofDays(7)));
  }

  private Ledger open(Rules rules) throws IOException {
    return open(T0, false, rules);
  }

  private Ledger open(Instant now, boolean fsync, Rules rules) throws IOException {
    SimulatorClock clock = new SimulatorClock(Clock.fixed(now, ZoneOffset.UTC));
    LedgerSettings.Files place =
        new LedgerSettings.Files(
            file(), directory.resolve("ledger"), directory, fsync, 1 << 20, 1 << 30);
    Duration day = Duration.ofDays(1);
    LedgerSettings.Limits limits =
        new LedgerSettings.Limits(100, 100, Duration.ofSeconds(60), day, 100);
    return new Ledger(new LedgerSettings(place, limits), clock, rules);
  }

  private Reply pay(Ledger ledger, String number, String code, Step step) {
    Call.Pay pay =
        new Call.Pay(
            new OrderKey(MCH, number), "wx1", null, null, 100, "c", hasher.hash(code), null, null);
    String id = "c" + calls.incrementAndGet();
    Instant now = ledger.now();
    Entry.Request request =
        new Entry.Request(now, id, "micropay", "a", MCH, number, 100, pay.codeHash(), true, null);
    return ledger.perform(request, pay, step, reply -> answer(id, number, reply));
  }

  private static Entry.Answer answer(String id, String number, Reply reply) {
    return new Entry.Answer(
        T0,
        id,
        "micropay",
        MCH,
        number,
        200,
        "SUCCESS",
        null,
        reply.errCode(),
        null,
        null,
        true,
        null);
  }

  private static Reply query(Ledger ledger, String number) {
    return ledger.perform(null, new Call.Query(MCH, null, null, number), Step.ORDINARY, null);
  }

  private static Reply reverse(Ledger ledger, String number) {
    return ledger.perform(null, new Call.Reverse(MCH, null, null, number), Step.ORDINARY, null);
  }

  private static void advance(Ledger ledger, long seconds) {
    ledger.set(new SimulatorClock.Setting(Duration.ofSeconds(seconds), null));
  }

  @Test
  void everything_is_in_the_file_before_the_answer_is_given() throws IOException {
    try (Ledger ledger = open()) {
      pay(ledger, "A1", "130000000000000001", Step.ORDINARY);

      assertThat(Files.readAllLines(file()))
          .extracting(line -> line.replaceAll(".*\"kind\":\"([A-Z_]+)\".*", "$1"))
          .containsExactly("STARTED", "REQUEST", "OPENED", "CHARGED", "ANSWER");
      assertThat(Files.readString(file())).doesNotContain("130000000000000001");
    }
  }

  @Test
  void a_restart_finds_the_same_ledger() throws IOException {
    List<OrderView> before;
    LedgerSummary sums;
    try (Ledger ledger = open()) {
      pay(ledger, "A1", "130000000000000001", Step.ORDINARY);
      pay(ledger, "A2", "130000000000000002", Step.of(Behaviour.USERPAYING_NEVER));
      pay(ledger, "A3", "130000000000000003", Step.error("NOTENOUGH"));
      pay(ledger, "A4", "130000000000000004", Step.ORDINARY);
      reverse(ledger, "A4");
      reverse(ledger, "A3");
      before = ledger.orders(null, null, 0, 100);
      sums = ledger.summary();
    }
    try (Ledger again = open()) {
      assertThat(again.orders(null, null, 0, 100)).isEqualTo(before);
      assertThat(again.summary())
          .usingRecursiveComparison()
          .ignoringFields("journalLines")
          .isEqualTo(sums);
      assertThat(pay(again, "A1", "130000000000000001", Step.ORDINARY).errCode())
          .isEqualTo("ORDERPAID");
      assertThat(pay(again, "A5", "130000000000000001", Step.ORDINARY).errCode())
          .isEqualTo("AUTH_CODE_ERROR");
      pay(again, "A6", "130000000000000006", Step.ORDINARY);
      assertThat(again.order(MCH, "A6").orElseThrow().charges().getFirst().transactionId())
          .isNotIn(before.stream().flatMap(o -> o.charges().stream()).toList());
    }
  }

  @Test
  void a_line_torn_by_a_kill_is_cut_off_and_told() throws IOException {
    try (Ledger ledger = open()) {
      pay(ledger, "A1", "130000000000000001", Step.ORDINARY);
    }
    Files.writeString(file(), "{\"n\":6,\"kind\":\"REQ", StandardOpenOption.APPEND);
    try (Ledger again = open()) {
      assertThat(again.order(MCH, "A1").orElseThrow().state()).isEqualTo("PAID");
      assertThat(again.journal(6, 1).getFirst()).contains("STARTED").contains("\"torn_bytes\":18");
    }
  }

  @Test
  void a_bad_line_in_the_middle_stops_the_start() throws IOException {
    Files.writeString(file(), "not a line\n{\"kind\":\"STARTED\"}\n");

    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("line 1");
  }

  @Test
  void advancing_the_clock_does_at_once_what_became_due() throws IOException {
    try (Ledger ledger = open()) {
      pay(ledger, "A1", "130000000000000001", Step.of(Behaviour.USERPAYING_THEN_PAID));
      pay(ledger, "A2", "130000000000000002", Step.of(Behaviour.USERPAYING_NEVER));
      pay(ledger, "A3", "130000000000000003", Step.of(Behaviour.LATE_CHARGE));
      assertThat(query(ledger, "A3").errCode()).isEqualTo("ORDERNOTEXIST");

      advance(ledger, 45);

      assertThat(ledger.summary().byState()).containsEntry("PAID", 2L).containsEntry("REVOKED", 1L);
      assertThat(ledger.order(MCH, "A1").orElseThrow().changedAt()).isEqualTo(T0.plusSeconds(3));
      assertThat(query(ledger, "A3").fields()).containsEntry("trade_state", "SUCCESS");
      advance(ledger, Duration.ofDays(8).toSeconds());
      assertThat(reverse(ledger, "A1").errCode()).isEqualTo("REVERSE_EXPIRE");
    }
    try (Ledger again = open()) {
      assertThat(again.order(MCH, "A2").orElseThrow().state()).isEqualTo("REVOKED");
      assertThat(reverse(again, "A1").errCode())
          .as("the clock is kept")
          .isEqualTo("REVERSE_EXPIRE");
    }
  }

  @Test
  void what_became_due_while_it_was_down_is_done_at_the_start() throws IOException {
    try (Ledger ledger = open()) {
      pay(ledger, "A1", "130000000000000001", Step.of(Behaviour.LATE_CHARGE));
    }
    Rules rules = new Rules(true, Duration.ofSeconds(45), Duration.ofDays(7));
    try (Ledger again = open(T0.plusSeconds(60), true, rules)) {
      assertThat(Files.readString(file())).contains("CHARGED");
      assertThat(again.summary().chargedFen()).isEqualTo(100);
    }
  }

  @Test
  void a_code_lives_a_minute_from_when_it_was_issued() throws IOException {
    try (Ledger ledger = open()) {
      ledger.write(
          new Entry.CodeIssued(T0, hasher.hash("130000000000000001")),
          new Entry.CodeIssued(T0, hasher.hash("130000000000000002")));
      advance(ledger, 60);
      assertThat(pay(ledger, "A1", "130000000000000001", Step.ORDINARY).errCode()).isNull();
      advance(ledger, 61);
      assertThat(pay(ledger, "A2", "130000000000000002", Step.ORDINARY).errCode())
          .isEqualTo("AUTHCODEEXPIRE");
      assertThat(pay(ledger, "A3", "130000000000000003", Step.ORDINARY).errCode())
          .as("never issued: fresh")
          .isNull();
    }
  }

  @Test
  void without_deduplication_two_calls_are_two_charges() throws IOException {
    try (Ledger ledger = open(new Rules(false, Duration.ofSeconds(45), Duration.ofDays(7)))) {
      pay(ledger, "A1", "130000000000000001", Step.ORDINARY);
      pay(ledger, "A1", "130000000000000001", Step.ORDINARY);

      assertThat(ledger.summary().ordersChargedTwice()).isEqualTo(1);
      assertThat(ledger.order(MCH, "A1").orElseThrow().heldFen()).isEqualTo(200);
      reverse(ledger, "A1");
      assertThat(ledger.summary().heldFen()).isZero();
    }
  }

  @Test
  void many_at_once_are_one_line_each_and_one_charge_an_order() throws Exception {
    try (Ledger ledger = open()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String number = "A" + i % 50;
        String code = "13%016d".formatted(i % 50);
        threads.add(Thread.startVirtualThread(() -> pay(ledger, number, code, Step.ORDINARY)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      LedgerSummary sums = ledger.summary();
      assertThat(sums.charges()).isEqualTo(50);
      assertThat(sums.payCalls()).isEqualTo(200);
      assertThat(Files.readAllLines(file())).hasSize((int) sums.journalLines());
      assertThat(ledger.journal(1, 1000)).hasSize((int) sums.journalLines());
    }
  }

  @Test
  void a_full_ledger_takes_no_new_orders() throws IOException {
    try (Ledger ledger = open()) {
      for (int i = 0; i <= 100; i++) {
        pay(ledger, "A" + i, "13%016d".formatted(i), Step.ORDINARY);
      }
      assertThat(pay(ledger, "B1", "139999999999999999", Step.ORDINARY).errCode())
          .isEqualTo("SYSTEMERROR");
    }
  }
}
