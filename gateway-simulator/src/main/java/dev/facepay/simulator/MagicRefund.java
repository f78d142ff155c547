package dev.facepay.simulator;

import static dev.facepay.simulator.ledger.Behaviour.*;

import dev.facepay.simulator.ledger.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Amounts of refunds that choose a behaviour: the last three digits of the fen. None of them is
 * magic for a payment, so that a payment of the same amount is paid at once.
 */
enum MagicRefund {
  NO_MONEY(961, Step.error("NOTENOUGH")),
  LOST_ANSWER(962, Step.of(ANSWER_LOST)),
  UNCLEAR_BUT_DONE(963, Step.of(REFUND_UNCLEAR)),
  SLOW(964, Step.of(ORDINARY).withAfter(Duration.ofMinutes(2))),
  CARD_DEAD(965, Step.of(REFUND_CHANGED)),
  CLOSED(966, Step.of(REFUND_CLOSED)),
  ACCOUNT_CLOSED(967, Step.error("USER_ACCOUNT_ABNORMAL")),
  UNSETTLED_SHORT(968, Step.of(REFUND_UNSETTLED_SHORT));

  private static final int MODULUS = 1000;

  private final int ending;

  // A record of values: immutable, but the checker cannot see that.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Step step;

  MagicRefund(int ending, Step step) {
    this.ending = ending;
    this.step = step;
  }

  int ending() {
    return ending;
  }

  Step step() {
    return step;
  }

  /** What a refund of {@code fen} meets, if its amount is magic. */
  static Optional<Step> of(long fen) {
    return Arrays.stream(values())
        .filter(it -> it.ending == fen % MODULUS)
        .map(MagicRefund::step)
        .findFirst();
  }
}
