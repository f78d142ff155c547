package dev.facepay.simulation;

import dev.facepay.simulation.Journal.Charged;
import dev.facepay.simulation.Journal.OthersOrder;
import dev.facepay.simulation.Journal.Refunded;
import dev.facepay.simulation.Journal.Returned;
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
      if (!charge.returned) {
        charge.returned = true;
        world.trace(() -> "GATEWAY gives back " + order.number);
        journal.write(new Returned(world.now(), order.number, charge.fen));
      }
    }
  }

  /** By hand, and not by a reversal. */
  void refund(Order order, long fen, long arrivesAt) {
    order.state = State.REFUND;
    order.refunds.add(new Order.Refund(fen, arrivesAt));
    world.trace(() -> "GATEWAY refunds " + fen + " of " + order.number + " by hand");
    journal.write(new Refunded(world.now(), order.number, fen));
  }

  void others(Order order, long paidAt) {
    order.state = State.SUCCESS;
    order.charges.add(new Order.Charge(order.fen, paidAt));
    world.trace(() -> "GATEWAY has another system's order " + order.number);
    journal.write(new OthersOrder(world.now(), order.number, order.fen));
  }
}
