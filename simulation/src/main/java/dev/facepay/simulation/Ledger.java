package dev.facepay.simulation;

import dev.facepay.simulation.Journal.Charged;
import dev.facepay.simulation.Journal.OthersOrder;
import dev.facepay.simulation.Journal.RefundMoved;
import dev.facepay.simulation.Journal.Refunded;
import dev.facepay.simulation.Journal.Returned;
import dev.facepay.simulation.Order.Refund;
import dev.facepay.simulation.Order.Refund.Status;
import dev.facepay.simulation.Order.State;

/** Moves money, and writes each move down. */
final class Ledger {

  private final World world;
  private final Journal journal;

  Ledger(World world, Journal journal) {
    this.world = world;
    this.journal = journal;
  }

  void charge(Order order, long fen) {
    order.state = State.SUCCESS;
    order.charges.add(new Order.Charge(fen, world.now()));
    world.trace(() -> "GATEWAY charges " + order.number);
    journal.write(new Charged(world.now(), order.number, fen));
  }

  void move(Order order, State next) {
    if (order.state == State.USERPAYING) {
      order.state = next;
      world.trace(() -> "GATEWAY " + order.number + " is " + next);
    }
  }

  void giveBack(Order order, State next) {
    order.state = next;
    for (Order.Charge charge : order.charges) {
      if (!charge.isReturned()) {
        charge.returnedAt = world.now();
        world.trace(() -> "GATEWAY gives back " + order.number);
        journal.write(new Returned(world.now(), order.number, charge.fen));
      }
    }
  }

  /** By hand, and not by a reversal, of a payment that nobody here knows to be paid. */
  void refund(Order order, long fen, long arrivesAt) {
    Refund refund = refund(order, "hand-" + order.number, fen, true);
    if (arrivesAt > world.now()) {
      world.at(arrivesAt, () -> refund.status = Status.SUCCESS);
    } else {
      refund.status = Status.SUCCESS;
    }
    world.trace(() -> "GATEWAY refunds " + fen + " of " + order.number + " by hand");
    journal.write(new Refunded(world.now(), order.number, fen));
  }

  private Refund refund(Order order, String number, long fen, boolean byHand) {
    order.state = State.REFUND;
    String id = "5030000" + Math.floorMod(order.number.hashCode(), 1_000) + order.refunds.size();
    Refund refund = new Refund(number, id, fen, byHand, world.now());
    order.refunds.add(refund);
    return refund;
  }

  /** The money has left the merchant. */
  Refund accept(Order order, String number, long fen, boolean byHand) {
    Refund refund = refund(order, number, fen, byHand);
    moved(order, refund);
    return refund;
  }

  void move(Order order, Refund refund, Status next) {
    refund.status = next;
    moved(order, refund);
  }

  private void moved(Order order, Refund it) {
    world.trace(() -> "GATEWAY refund " + it.number + " of " + it.fen + " fen is " + it.status);
    journal.write(
        new RefundMoved(world.now(), order.number, it.number, it.fen, it.byHand, it.status));
  }

  void others(Order order, long paidAt) {
    order.state = State.SUCCESS;
    order.charges.add(new Order.Charge(order.fen, paidAt));
    world.trace(() -> "GATEWAY has another system's order " + order.number);
    journal.write(new OthersOrder(world.now(), order.number, order.fen));
  }
}
