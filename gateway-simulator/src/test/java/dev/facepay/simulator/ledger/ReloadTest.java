package dev.facepay.simulator.ledger;

import static dev.facepay.simulator.ledger.LedgerBox.MCH;
import static dev.facepay.simulator.ledger.LedgerBox.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.simulator.ledger.Situation.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random calls from a seed: what is reloaded after a kill is what was served. */
class ReloadTest {
  private static final Step[] STEPS = {
    Step.ORDINARY,
    Step.ORDINARY,
    Step.of(Behaviour.USERPAYING_THEN_PAID),
    Step.of(Behaviour.USERPAYING_THEN_REFUSED),
    Step.of(Behaviour.USERPAYING_NEVER),
    Step.of(Behaviour.LATE_CHARGE),
    Step.of(Behaviour.UNCLEAR_THEN_PAID).withAfter(Duration.ofSeconds(2)),
    Step.of(Behaviour.ANSWER_LOST),
    Step.of(Behaviour.OTHERS_DAY),
    Step.of(Behaviour.REFUNDED_IN_PART),
    Step.of(Behaviour.COUPONS),
    Step.error("NOTENOUGH"),
    Step.error("NOAUTH")
  };
  private static final int CALLS = 400;
  private static final int CODES = 60;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void what_is_reloaded_after_a_kill_is_what_was_served(long seed) throws IOException {
    Random random = new Random(seed);
    LedgerBox box = new LedgerBox(directory.resolve("live"), 5 + random.nextInt(40), 9_000, 0);
    Ledger live = box.open();
    try {
      for (int i = 0; i < CALLS; i++) {
        act(live, random);
        if (random.nextInt(15) == 0) {
          live.tick();
        }
        if (random.nextInt(100) == 0) {
          live.close();
          live = box.open();
        }
        if (random.nextInt(CALLS / 4) == 0 || i == CALLS - 1) {
          compare(live, box, random);
        }
      }
    } finally {
      live.close();
    }
  }

  private static void act(Ledger ledger, Random random) {
    String mchId = random.nextInt(4) == 0 ? OTHER : MCH;
    String number = "A" + random.nextInt(CALLS / 3);
    switch (random.nextInt(12)) {
      case 0, 1 -> LedgerBox.query(ledger, mchId, number);
      case 2, 3 -> LedgerBox.reverse(ledger, mchId, number);
      case 4 -> {
        Duration by = Duration.ofMillis(random.nextInt(90_000));
        Duration offset = by.multipliedBy(random.nextInt(6) == 0 ? 1_000 : 1);
        ledger.set(new SimulatorClock.Setting(offset, null));
      }
      case 5 -> ledger.write(new Entry.CodeIssued(ledger.now(), LedgerBox.hash(code(random))));
      case 6 -> {
        Rules now = ledger.rules();
        ledger.set(new Rules(random.nextInt(3) > 0, now.revokeAfter(), now.reverseWithin()));
      }
      default ->
          LedgerBox.pay(ledger, mchId, number, code(random), STEPS[random.nextInt(STEPS.length)]);
    }
  }

  private static String code(Random random) {
    return "13%016d".formatted(random.nextInt(CODES));
  }

  /** With the store and the journal after it, and from the whole journal without a store. */
  private void compare(Ledger live, LedgerBox box, Random random) throws IOException {
    LedgerBox image = box.killed(directory.resolve("image"));
    LedgerBox bare = box.killed(directory.resolve("bare"));
    LedgerBox.delete(bare.store());
    List<Object> served = LedgerBox.told(live);
    try (Ledger reloaded = image.open();
        Ledger takenOver = bare.open()) {
      assertThat(LedgerBox.told(reloaded)).isEqualTo(served);
      assertThat(LedgerBox.told(takenOver)).isEqualTo(served);
      reloaded.set(live.rules());
      takenOver.set(live.rules());
      List<String> lines = live.journal(1, 100_000);
      assertThat(reloaded.journal(1, lines.size())).isEqualTo(lines);
      lists(reloaded, random);
      List<String> answers = probes(live);
      assertThat(probes(reloaded)).isEqualTo(answers);
      assertThat(probes(takenOver)).isEqualTo(answers);
    }
  }

  /** What codes and transaction numbers are known shows in what is answered next. */
  private static List<String> probes(Ledger ledger) {
    List<String> answers = new ArrayList<>();
    int orders = (int) ledger.summary().orders();
    for (int i = 0; i < CODES; i++) {
      String number = "P" + orders + "-" + i;
      answers.add(
          String.valueOf(
              LedgerBox.pay(ledger, MCH, number, "13%016d".formatted(i), Step.ORDINARY)));
    }
    return answers;
  }

  private static void lists(Ledger ledger, Random random) {
    List<OrderView> all = ledger.orders(null, null, 0, 100_000);
    for (int i = 0; i < 30; i++) {
      String mchId = random.nextBoolean() ? null : random.nextBoolean() ? MCH : OTHER;
      String prefix = random.nextBoolean() ? null : "A" + random.nextInt(4);
      int skip = random.nextInt(40);
      int limit = 1 + random.nextInt(40);
      assertThat(ledger.orders(mchId, prefix, skip, limit))
          .as("%s %s %d %d", mchId, prefix, skip, limit)
          .isEqualTo(
              all.stream()
                  .filter(o -> mchId == null || o.mchId().equals(mchId))
                  .filter(o -> prefix == null || o.outTradeNo().startsWith(prefix))
                  .skip(skip)
                  .limit(limit)
                  .toList());
    }
  }
}
