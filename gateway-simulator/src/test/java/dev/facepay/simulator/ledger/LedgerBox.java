package dev.facepay.simulator.ledger;

import dev.facepay.simulator.ledger.Situation.Rules;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A folder with a ledger in it, that can be killed: what a kill leaves is a copy of the folder. */
final class LedgerBox {
  static final String MCH = "1900000109";
  static final String OTHER = "1900000110";
  static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  static final Duration DAY = Duration.ofDays(1);

  private static final AtomicInteger CALLS = new AtomicInteger();
  private static final CodeHasher HASHER = new CodeHasher(new byte[32]);

  final Path folder;
  final HandClock clock = new HandClock(T0);
  private final int checkpointEvery;
  private final long fileBytes;
  private final long journalBytesMax;
  private int waitingMax = 1000;

  /** The computer's clock, set by hand. */
  static final class HandClock extends Clock {
    private Instant now;

    HandClock(Instant now) {
      this.now = now;
    }

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  LedgerBox(Path folder, int checkpointEvery, long fileBytes, long journalBytesMax) {
    this.folder = folder;
    this.checkpointEvery = checkpointEvery;
    this.fileBytes = fileBytes;
    this.journalBytesMax = journalBytesMax;
  }

  LedgerBox withWaitingMax(int max) {
    waitingMax = max;
    return this;
  }

  Path journal() {
    return folder.resolve("journal.jsonl");
  }

  Path store() {
    return folder.resolve("ledger");
  }

  Ledger open() throws IOException {
    LedgerSettings.Files place =
        new LedgerSettings.Files(
            journal(), store(), folder.resolve("scratch"), false, fileBytes, journalBytesMax);
    LedgerSettings.Limits limits =
        new LedgerSettings.Limits(
            100_000, waitingMax, Duration.ofSeconds(60), DAY, checkpointEvery);
    Rules rules = new Rules(true, Duration.ofSeconds(45), Duration.ofDays(7));
    return new Ledger(new LedgerSettings(place, limits), new SimulatorClock(clock), rules);
  }

  /** The folder as a kill would leave it now; nobody must be calling the ledger. */
  LedgerBox killed(Path to) throws IOException {
    for (int tries = 0; !copy(to); tries++) {
      if (tries == 20) {
        throw new IOException("the store does not come to rest");
      }
    }
    LedgerBox image = new LedgerBox(to, checkpointEvery, fileBytes, journalBytesMax);
    image.clock.now = clock.now;
    return image;
  }

  /** False when the store took a file away meanwhile. */
  private boolean copy(Path to) throws IOException {
    Path scratch = folder.resolve("scratch");
    delete(to);
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes)
                throws IOException {
              if (at.equals(scratch)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              Files.createDirectories(to.resolve(folder.relativize(at)));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path at, BasicFileAttributes attributes)
                throws IOException {
              Files.copy(at, to.resolve(folder.relativize(at)));
              return FileVisitResult.CONTINUE;
            }
          });
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path at, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(at);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path at, @Nullable IOException e)
              throws IOException {
            Files.delete(at);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static String hash(String code) {
    return HASHER.hash(code);
  }

  static Reply pay(Ledger ledger, String mchId, String number, String code, Step step) {
    Call.Pay pay =
        new Call.Pay(
            new OrderKey(mchId, number), "wx1", null, null, 100, "c", hash(code), "till", null);
    Entry.Request request = request(ledger, "micropay", mchId, number, pay.codeHash());
    return ledger.perform(request, pay, step, reply -> answer(ledger, request, reply));
  }

  static Reply pay(Ledger ledger, String number, String code) {
    return pay(ledger, MCH, number, code, Step.ORDINARY);
  }

  static Reply query(Ledger ledger, String mchId, String number) {
    Entry.Request request = request(ledger, "orderquery", mchId, number, null);
    Call.Query query = new Call.Query(mchId, null, null, number);
    return ledger.perform(request, query, Step.ORDINARY, reply -> answer(ledger, request, reply));
  }

  static Reply reverse(Ledger ledger, String mchId, String number) {
    Entry.Request request = request(ledger, "reverse", mchId, number, null);
    Call.Reverse reverse = new Call.Reverse(mchId, null, null, number);
    return ledger.perform(request, reverse, Step.ORDINARY, reply -> answer(ledger, request, reply));
  }

  private static Entry.Request request(
      Ledger ledger, String api, String mchId, String number, @Nullable String codeHash) {
    String id = "c" + CALLS.incrementAndGet();
    return new Entry.Request(ledger.now(), id, api, "a", mchId, number, 100, codeHash, true, null);
  }

  private static Entry.Answer answer(Ledger ledger, Entry.Request request, Reply reply) {
    return new Entry.Answer(
        ledger.now(),
        request.call(),
        request.api(),
        request.mchId(),
        request.outTradeNo(),
        200,
        "SUCCESS",
        reply.resultCode(),
        reply.errCode(),
        reply.fields().get("trade_state"),
        null,
        true,
        null);
  }

  /** All that a ledger tells about its orders. */
  static List<Object> told(Ledger ledger) {
    LedgerSummary sums = ledger.summary();
    LedgerSummary withoutLines =
        new LedgerSummary(
            sums.orders(),
            sums.byState(),
            sums.payCalls(),
            sums.queryCalls(),
            sums.reverseCalls(),
            sums.charges(),
            sums.chargedFen(),
            sums.reversals(),
            sums.reversedFen(),
            sums.heldFen(),
            sums.ordersChargedTwice(),
            0);
    return List.of(ledger.orders(null, null, 0, 100_000), withoutLines);
  }
}
