package dev.facepay.edge;

import dev.facepay.payment.Fact;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.ReverseReason;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What the other stages would say. */
final class Stages {

  private Stages() {}

  static Function<Fact, List<Fact>> onRequest(Function<PaymentRef, Fact> answer) {
    return fact ->
        fact instanceof Requested asked ? List.of(answer.apply(asked.payment())) : List.of();
  }

  static Succeeded paid(PaymentRef p) {
    return new Succeeded(p, Stage.PAY, "4200000001", later(p), later(p));
  }

  static Succeeded paidAfterAll(PaymentRef p) {
    return new Succeeded(p, Stage.QUERY, "4200000001", later(p), later(p));
  }

  static Failed notEnough(PaymentRef p) {
    return new Failed(p, Stage.PAY, FailureReason.NOT_ENOUGH, "NOTENOUGH", "", later(p));
  }

  static Unknown unknown(PaymentRef p, UnknownReason reason) {
    return new Unknown(p, reason, "", "", later(p), later(p));
  }

  static ReverseNeeded reverseNeeded(PaymentRef p) {
    return new ReverseNeeded(p, ReverseReason.DEADLINE, later(p), later(p));
  }

  static Reversed reversed(PaymentRef p) {
    return new Reversed(p, Stage.REVERSE, ReversedHow.CONFIRMED, 1, later(p));
  }

  static RequestRejected rejected(PaymentRef p, RejectReason reason) {
    return new RequestRejected(p, reason, later(p));
  }

  private static Instant later(PaymentRef p) {
    return p.requestedAt().plusMillis(200);
  }
}
