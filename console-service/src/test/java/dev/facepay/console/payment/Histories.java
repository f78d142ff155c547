package dev.facepay.console.payment;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What can happen to a payment, drawn at random: every way to its end, and what comes beside it.
 */
public final class Histories {

  private Histories() {}

  /** All facts of one payment, in the order in which they happened. */
  public static List<PaymentFact> of(RandomGenerator random, String orderNo) {
    PaymentRef ref = Fixtures.payment(orderNo, 1, 100 + random.nextInt(10_000));
    List<PaymentFact> facts = new ArrayList<>();
    facts.add(Fixtures.requested(ref));
    if (random.nextInt(4) == 0) {
      // The same number with another content, refused.
      PaymentRef other = Fixtures.payment(orderNo, 1, 7);
      facts.add(Fixtures.requested(other));
      facts.add(
          new RequestRejected(
              other, RejectReason.OTHER_CONTENT, Fixtures.T0.plusMillis(random.nextInt(500))));
    }
    if (random.nextInt(8) == 0) {
      facts.add(
          new RequestRejected(ref, RejectReason.PREVIOUS_ATTEMPT_OPEN, Fixtures.T0.plusMillis(9)));
      return facts;
    }
    switch (random.nextInt(6)) {
      case 0 -> facts.add(Fixtures.paid(ref, Stage.PAY));
      case 1 -> facts.add(Fixtures.failed(ref, Stage.PAY));
      case 2 -> {
        facts.add(Fixtures.unknown(ref, UnknownReason.USER_PAYING));
        facts.add(Fixtures.paid(ref, Stage.QUERY));
      }
      case 3 -> {}
      default -> reversed(random, ref, facts);
    }
    return facts;
  }

  private static void reversed(RandomGenerator random, PaymentRef ref, List<PaymentFact> facts) {
    facts.add(Fixtures.unknown(ref, UnknownReason.NO_ANSWER));
    if (random.nextBoolean()) {
      for (int i = 0; i < 2; i++) {
        // A device repeats its wish: one fact, said twice at two times.
        facts.add(new CancelRequested(ref, Fixtures.T0.plusMillis(400 + random.nextInt(100))));
      }
    }
    facts.add(Fixtures.reverseNeeded(ref));
    boolean told = random.nextBoolean();
    if (told) {
      facts.add(
          new AttentionNeeded(
              ref,
              Stage.REVERSE,
              AttentionReason.REVERSE_REFUSED,
              "NO_CERTIFICATE",
              "no certificate",
              Fixtures.T0.plusSeconds(50)));
    }
    if (random.nextBoolean()) {
      if (told) {
        facts.add(
            new AttentionResolved(
                ref,
                Stage.REVERSE,
                AttentionReason.REVERSE_REFUSED,
                "settled as confirmed",
                Fixtures.T0.plus(Duration.ofMinutes(1))));
      }
      facts.add(Fixtures.reversed(ref));
    }
  }
}
