package dev.facepay.simulation;

import dev.facepay.payment.Coded;
import dev.facepay.payment.Fact;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.StoreId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Buyers who bring goods back, and the tills and operators that ask for their money. */
final class Counter {

  private static final int PARTS_MAX = 3;

  private final World world;
  private final Edge edge;
  private final boolean confuses;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Integer> asked = new HashMap<>();

  /**
   * @param confuses now and then other content is sent under the same number
   */
  Counter(World world, Edge edge, boolean confuses) {
    this.world = world;
    this.edge = edge;
    this.confuses = confuses;
  }

  /** What edge and console know, they know from the log. */
  void follow(Fact fact) {
    if (!(fact instanceof PaymentFact news)
        || !seen.add(news.payment().id() + "/" + news.type().wire())) {
      return;
    }
    PaymentRef payment = news.payment();
    switch (news) {
      // An edge that knows nothing of the payment lets it pass.
      case Requested _ when world.twist("refund: before it is known to be paid", 0.15) ->
          ask(payment, payment.amount().fen(), RefundAsker.TILL, Terms.STORE);
      case Succeeded _ when world.twist("refund: goods come back", 0.8) -> back(payment);
      // Nobody gives back what another system took.
      case Failed f when f.reason().equals(FailureReason.ORDER_NUMBER_USED) -> {}
      case Failed _ -> unpaid(payment);
      case Reversed _ -> unpaid(payment);
      default -> {}
    }
  }

  private void unpaid(PaymentRef payment) {
    if (world.twist("refund: of what is not paid", 0.2)) {
      ask(payment, payment.amount().fen(), RefundAsker.OPERATOR, Terms.STORE);
    }
  }

  private void back(PaymentRef payment) {
    long fen = payment.amount().fen();
    boolean till = world.twist("refund: by a till", 0.5);
    boolean elsewhere = till && world.twist("refund: by a till of another store", 0.1);
    RefundAsker by = till ? RefundAsker.TILL : RefundAsker.OPERATOR;
    String store = elsewhere ? "S2" : Terms.STORE;
    if (!world.twist("refund: in parts", 0.5)) {
      ask(payment, fen, by, store);
    } else {
      for (long n = world.between(2, PARTS_MAX); n > 0; n--) {
        ask(payment, world.between(1, Math.max(1, fen / 2)), by, store);
      }
    }
    if (world.twist("refund: of more than was paid", 0.2)) {
      ask(payment, fen + world.between(1, 100), RefundAsker.OPERATOR, Terms.STORE);
    }
  }

  private void ask(PaymentRef payment, long fen, RefundAsker by, String store) {
    String number = "R" + asked.merge(payment.id().toString(), 1, Integer::sum);
    later(payment, number, fen, by, store);
    if (world.twist("refund: a repeat", 0.2)) {
      later(payment, number, fen, by, store);
    }
    if (confuses && world.twist("refund: other content under the same number", 0.1)) {
      later(payment, number, fen + 3, by, store);
    }
  }

  private void later(
      PaymentRef payment, String number, long fen, Coded<RefundAsker> by, String store) {
    world.after(
        world.between(500, 90_000),
        () ->
            edge.publish(
                new RefundRequested(
                    new RefundRef(
                        payment.id(),
                        payment.orderNo(),
                        payment.attempt(),
                        null,
                        new StoreId(store),
                        new RefundNo(number),
                        new Money(fen),
                        edge.now()),
                    "wrong size",
                    by,
                    "D1")));
  }
}
