package dev.facepay.simulation;

import dev.facepay.simulation.Journal.ReverseAnswered;
import dev.facepay.simulation.Order.State;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What WeChat makes of a reversal. */
final class Reversals {

  private static final long HOUR_MS = 3_600_000;

  /** What is said of a reversal of nothing; nobody promises which. */
  private static final List<String> UNHEARD_OF =
      List.of("ORDERNOTEXIST", "TRADE_ERROR", "INVALID_TRANSACTIONID");

  private final World world;
  private final Occurrences marks;
  private final Journal journal;
  private final Ledger ledger;

  Reversals(World world, Occurrences marks, Journal journal, Ledger ledger) {
    this.world = world;
    this.marks = marks;
    this.journal = journal;
    this.ledger = ledger;
  }

  void leaves(@Nullable Order order) {
    if (order != null
        && order.script == Script.PAID_DURING_REVERSE
        && order.state == State.USERPAYING) {
      marks.hit("answer: paid while the reversal was on its way");
      ledger.charge(order, order.fen);
    }
  }

  String of(Order order) {
    order.reversalCame = true;
    Optional<String> refusal = refusal(order);
    if (refusal.isPresent()) {
      return notDone(order.number, refusal.get());
    }
    if (order.recallsLeft > 0) {
      order.recallsLeft--;
      marks.hit("answer: recall");
      journal.write(new ReverseAnswered(world.now(), order.number, "RECALL"));
      return Answer.succeeded(order.number).with("recall", "Y").signed();
    }
    if (order.idleReversals > 0) {
      order.idleReversals--;
      marks.hit("answer: confirmed, and nothing done");
    } else {
      ledger.giveBack(order, State.REVOKED);
    }
    return confirmed(order.number);
  }

  private Optional<String> refusal(Order order) {
    if (order.state == State.USERPAYING) {
      marks.hit("answer: reverse USERPAYING");
      return Optional.of("USERPAYING");
    }
    if (order.script == Script.REVERSE_FAILS_FOR_AN_HOUR && world.now() < order.since + HOUR_MS) {
      return Optional.of("SYSTEMERROR");
    }
    if (order.script == Script.REVERSE_NOT_PERMITTED && world.now() < order.since + HOUR_MS / 10) {
      return Optional.of("INVALID_REQUEST");
    }
    return order.state == State.REFUND ? Optional.of("TRADE_ERROR") : Optional.empty();
  }

  /** An order that never came and never will. */
  Order closed(String number) {
    marks.hit("answer: an unheard-of order is closed");
    Order closed = new Order(number, Script.PASSWORD_NEVER, 0, world.now());
    closed.state = State.REVOKED;
    return closed;
  }

  String ofNothing(String number, boolean closes) {
    return closes ? confirmed(number) : notDone(number, world.oneOf(UNHEARD_OF));
  }

  private String confirmed(String number) {
    journal.write(new ReverseAnswered(world.now(), number, ""));
    return Answer.reversed(number).signed();
  }

  private String notDone(String number, String code) {
    journal.write(new ReverseAnswered(world.now(), number, code));
    return Answer.failed(number, code).with("recall", "N").signed();
  }
}
