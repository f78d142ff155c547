package dev.facepay.simulation.gateway;

import dev.facepay.simulation.gateway.Journal.PayArrived;
import dev.facepay.simulation.gateway.Journal.QueryArrived;
import dev.facepay.simulation.gateway.Journal.ReverseArrived;
import dev.facepay.simulation.gateway.Order.State;
import dev.facepay.simulation.world.Trouble;
import dev.facepay.simulation.world.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** WeChat: orders, money, and answers. */
public final class Gateway {

  private static final long HOUR_MS = 3_600_000;

  private final World world;
  private final Trouble trouble;
  private final Journal journal = new Journal();
  private final Ledger ledger;
  private final Map<String, Order> orders = new HashMap<>();
  private final Set<String> usedCodes = new HashSet<>();
  private final Function<String, Script> scripts;
  private final boolean recognisesRepeats;
  private final boolean closesUnheardOf;

  /**
   * @param scripts by {@code out_trade_no}
   * @param recognisesRepeats false: a second pay call for a number charges a second time
   * @param closesUnheardOf a reversal of a number that never came closes it for good
   */
  public Gateway(
      World world,
      Trouble trouble,
      Function<String, Script> scripts,
      boolean recognisesRepeats,
      boolean closesUnheardOf) {
    this.world = world;
    this.ledger = new Ledger(world, journal);
    this.trouble = trouble;
    this.scripts = scripts;
    this.recognisesRepeats = recognisesRepeats;
    this.closesUnheardOf = closesUnheardOf;
  }

  /**
   * A pay call arrives.
   *
   * @param codeMadeAt when the buyer's face or phone made the payment code
   */
  public String pay(String number, long fen, String code, long codeMadeAt, long sentAt) {
    journal.write(new PayArrived(world.now(), number, sentAt, fen));
    Order known = orders.get(number);
    if (known != null) {
      return recognisesRepeats || known.charges.isEmpty() ? repeated(known) : chargedAgain(known);
    }
    if (world.now() - codeMadeAt > Terms.CODE_LIFE_MS) {
      return Answer.failed(number, "AUTHCODEEXPIRE").signed();
    }
    if (!usedCodes.add(code)) {
      return Answer.failed(number, "AUTH_CODE_ERROR").signed();
    }
    return first(number, fen, script(number));
  }

  private Script script(String number) {
    Script script = scripts.apply(number);
    trouble.marks().hit("script: " + script);
    return script;
  }

  private String first(String number, long fen, Script script) {
    if (script == Script.REFUSED) {
      return Answer.failed(number, "NOTENOUGH").signed();
    }
    if (script == Script.FORGED_SUCCESS) {
      return Answer.succeeded(number)
          .with("trade_type", "MICROPAY")
          .with("total_fee", Long.toString(fen))
          .with("transaction_id", "4200000001")
          .with("time_end", "20261122100000")
          .unsigned();
    }
    Order order = new Order(number, script, fen, world.now());
    orders.put(number, order);
    return open(order);
  }

  private String open(Order order) {
    switch (order.script) {
      case PASSWORD_IN_TIME -> password(order, world.between(3_000, 28_000));
      case PASSWORD_AT_DEADLINE -> password(order, world.between(29_000, 31_000));
      case PASSWORD_TOO_LATE -> password(order, world.between(31_000, 44_000));
      case PASSWORD_REFUSED ->
          world.after(world.between(2_000, 40_000), () -> ledger.move(order, State.PAYERROR));
      case PASSWORD_NEVER ->
          world.after(Terms.REVOKED_AFTER_MS, () -> ledger.move(order, State.REVOKED));
      case PAID_DURING_REVERSE -> {}
      case PAY_ERROR -> ledger.move(order, State.PAYERROR);
      case RECALL -> {
        order.recallsLeft = (int) world.between(1, 8);
        ledger.charge(order, order.fen);
      }
      case REFUNDED_BY_OTHERS -> {
        ledger.charge(order, order.fen);
        ledger.giveBack(order, State.REFUND);
      }
      case PAID,
          REFUSED,
          ANSWER_LOST,
          REQUEST_LOST,
          LATE_CHARGE,
          WRONG_AMOUNT,
          SYSTEM_ERROR_THEN_PAID,
          REVERSE_FAILS_FOR_AN_HOUR,
          REVERSE_NOT_PERMITTED,
          FORGED_SUCCESS,
          HTTP_ERROR,
          HTML,
          WRONG_SIGNATURE ->
          ledger.charge(order, order.fen);
    }
    return payAnswer(order);
  }

  private String payAnswer(Order order) {
    return switch (order.script) {
      case SYSTEM_ERROR_THEN_PAID,
          PAY_ERROR,
          REVERSE_FAILS_FOR_AN_HOUR,
          REVERSE_NOT_PERMITTED,
          RECALL ->
          Answer.failed(order.number, "SYSTEMERROR").signed();
      case PASSWORD_IN_TIME,
          PASSWORD_AT_DEADLINE,
          PASSWORD_TOO_LATE,
          PASSWORD_REFUSED,
          PASSWORD_NEVER,
          PAID_DURING_REVERSE ->
          Answer.failed(order.number, "USERPAYING").signed();
      // The answer's alone: an order of another amount would be another system's.
      case WRONG_AMOUNT ->
          Answer.bought(order).with("total_fee", Long.toString(order.fen + 1)).signed();
      case WRONG_SIGNATURE -> Answer.bought(order).signed("x".repeat(32));
      case HTML -> "<html><body>please wait</body></html>";
      case PAID,
          REFUSED,
          ANSWER_LOST,
          REQUEST_LOST,
          LATE_CHARGE,
          FORGED_SUCCESS,
          HTTP_ERROR,
          REFUNDED_BY_OTHERS ->
          Answer.bought(order).signed();
    };
  }

  private String repeated(Order order) {
    return Answer.failed(order.number, order.charges.isEmpty() ? "OUT_TRADE_NO_USED" : "ORDERPAID")
        .signed();
  }

  private String chargedAgain(Order order) {
    ledger.charge(order, order.fen);
    return Answer.bought(order).signed();
  }

  private void password(Order order, long afterMs) {
    world.after(
        afterMs,
        () -> {
          if (order.state == State.USERPAYING) {
            ledger.charge(order, order.fen);
          }
        });
  }

  /** A query arrives. */
  public String query(String number) {
    journal.write(new QueryArrived(world.now(), number));
    Order order = orders.get(number);
    if (order == null) {
      trouble.marks().hit("answer: query not found");
      return Answer.failed(number, "ORDERNOTEXIST").signed();
    }
    if (order.isBlind()) {
      return Answer.failed(number, "SYSTEMERROR").signed();
    }
    if (order.state == State.SUCCESS) {
      return Answer.bought(order).with("trade_state", "SUCCESS").signed();
    }
    return Answer.succeeded(number).with("trade_state", order.state.name()).signed();
  }

  /** A refund query arrives. */
  public String refunds(String number) {
    Order order = orders.get(number);
    if (order == null || order.state != State.REFUND) {
      return Answer.failed(number, "REFUNDNOTEXIST").signed();
    }
    return Answer.succeeded(number)
        .with("total_fee", Long.toString(order.fen))
        .with("refund_count", "1")
        .with("refund_fee_0", Long.toString(order.fen))
        .with("refund_status_0", "SUCCESS")
        .signed();
  }

  /** A reversal is on its way: now or never the buyer types his password. */
  public void reverseLeaves(String number) {
    Order order = orders.get(number);
    if (order != null
        && order.script == Script.PAID_DURING_REVERSE
        && order.state == State.USERPAYING) {
      trouble.marks().hit("answer: paid while the reversal was on its way");
      ledger.charge(order, order.fen);
    }
  }

  /** A reversal arrives. */
  public String reverse(String number, long sentAt) {
    journal.write(new ReverseArrived(world.now(), number, sentAt));
    Order order = orders.get(number);
    if (order == null) {
      return unheardOf(number);
    }
    if (order.state == State.USERPAYING) {
      trouble.marks().hit("answer: reverse USERPAYING");
      return Answer.failed(number, "USERPAYING").with("recall", "N").signed();
    }
    if (order.script == Script.REVERSE_FAILS_FOR_AN_HOUR && world.now() < order.since + HOUR_MS) {
      return Answer.failed(number, "SYSTEMERROR").with("recall", "N").signed();
    }
    if (order.script == Script.REVERSE_NOT_PERMITTED && world.now() < order.since + HOUR_MS / 10) {
      return Answer.failed(number, "INVALID_REQUEST").with("recall", "N").signed();
    }
    if (order.recallsLeft > 0) {
      order.recallsLeft--;
      trouble.marks().hit("answer: recall");
      return Answer.succeeded(number).with("recall", "Y").signed();
    }
    ledger.giveBack(order, State.REVOKED);
    return Answer.reversed(number).signed();
  }

  private String unheardOf(String number) {
    if (!closesUnheardOf) {
      return Answer.failed(number, "ORDERNOTEXIST").with("recall", "N").signed();
    }
    trouble.marks().hit("answer: an unheard-of order is closed");
    Order closed = new Order(number, Script.PASSWORD_NEVER, 0, world.now());
    closed.state = State.REVOKED;
    orders.put(number, closed);
    return Answer.reversed(number).signed();
  }

  public Journal journal() {
    return journal;
  }
}
