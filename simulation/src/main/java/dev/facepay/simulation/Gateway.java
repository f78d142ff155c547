package dev.facepay.simulation;

import dev.facepay.simulation.Journal.PayArrived;
import dev.facepay.simulation.Journal.QueryArrived;
import dev.facepay.simulation.Journal.ReverseArrived;
import dev.facepay.simulation.Order.State;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** WeChat: orders, money, and answers. */
final class Gateway {

  private static final long HOUR_MS = 3_600_000;

  /** What no till asks for. */
  private static final long OTHERS_FEN = 99_999;

  private final World world;
  private final Trouble trouble;
  private final Journal journal = new Journal();
  private final Ledger ledger;
  private final Reversals reversals;
  private final Refunds refunds;
  private final Map<String, Order> orders = new HashMap<>();
  private final Set<String> usedCodes = new HashSet<>();

  /** Numbers of nothing. */
  private final Set<String> reversed = new HashSet<>();

  /** Numbers that queries say nothing about. */
  private final Map<String, Long> silentSince = new HashMap<>();

  private final Function<String, Script> scripts;
  private final boolean recognisesRepeats;
  private final boolean closesUnheardOf;

  /**
   * @param scripts by {@code out_trade_no}
   * @param refundScripts by {@code out_refund_no}
   * @param recognisesRepeats false: a second pay call for a number charges a second time
   * @param closesUnheardOf a reversal of a number that never came closes it for good
   */
  Gateway(
      World world,
      Trouble trouble,
      Function<String, Script> scripts,
      Function<String, RefundScript> refundScripts,
      boolean recognisesRepeats,
      boolean closesUnheardOf) {
    this.world = world;
    this.ledger = new Ledger(world, journal);
    this.reversals = new Reversals(world, trouble.marks(), journal, ledger);
    this.refunds = new Refunds(world, trouble.marks(), journal, ledger, refundScripts);
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
  String pay(String number, long fen, String code, long codeMadeAt, long sentAt) {
    journal.write(new PayArrived(world.now(), number, sentAt, fen));
    Order known = orders.get(number);
    if (known != null && known.script.isAnothers()) {
      return anothers(known);
    }
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

  /** A pay call is on its way: another system may have made an order of that number before. */
  void payLeaves(String number, long fen) {
    Script script = scripts.apply(number);
    if (script.isAnothers() && !orders.containsKey(number)) {
      script(number);
      boolean sameAmount = script == Script.OTHERS_DAY;
      Order order = new Order(number, script, sameAmount ? fen : OTHERS_FEN, world.now());
      orders.put(number, order);
      ledger.others(order, sameAmount ? world.now() - 24 * HOUR_MS : world.now());
    }
  }

  private static String anothers(Order order) {
    return Answer.failed(
            order.number, order.script == Script.OTHERS_DAY ? "ORDERPAID" : "OUT_TRADE_NO_USED")
        .signed();
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
        ledger.refund(order, order.fen, world.now());
      }
      case REFUNDED_IN_PART -> {
        ledger.charge(order, order.fen);
        long part = world.between(1, order.fen - 1);
        ledger.refund(order, part, world.now());
        world.after(
            HOUR_MS,
            () -> ledger.refund(order, order.fen - part, world.now() + world.between(0, HOUR_MS)));
      }
      case REVERSE_DOES_NOTHING -> {
        order.idleReversals = (int) world.between(1, 2);
        ledger.charge(order, order.fen);
      }
      case PAID,
          REFUSED,
          ANSWER_LOST,
          REQUEST_LOST,
          REQUEST_LOST_QUERIES_SILENT,
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
      case OTHERS_AMOUNT, OTHERS_DAY -> throw new IllegalStateException("they are there before");
    }
    return payAnswer(order);
  }

  private String payAnswer(Order order) {
    return switch (order.script) {
      case SYSTEM_ERROR_THEN_PAID,
          PAY_ERROR,
          REVERSE_FAILS_FOR_AN_HOUR,
          REVERSE_NOT_PERMITTED,
          REVERSE_DOES_NOTHING,
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
          REQUEST_LOST_QUERIES_SILENT,
          LATE_CHARGE,
          FORGED_SUCCESS,
          HTTP_ERROR,
          REFUNDED_BY_OTHERS,
          REFUNDED_IN_PART,
          OTHERS_AMOUNT,
          OTHERS_DAY ->
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
  String query(String number) {
    journal.write(new QueryArrived(world.now(), number));
    if (trouble.chance("fault: a query that says nothing", 0.06)) {
      return Answer.failed(number, "SYSTEMERROR").signed();
    }
    Order order = orders.get(number);
    if (order == null && isSilent(number)) {
      return Answer.failed(number, "SYSTEMERROR").signed();
    }
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

  private boolean isSilent(String number) {
    return scripts.apply(number) == Script.REQUEST_LOST_QUERIES_SILENT
        && !reversed.contains(number)
        && world.now() < silentSince.computeIfAbsent(number, _ -> world.now()) + HOUR_MS;
  }

  /** A refund query arrives. */
  String refunds(String number) {
    Order order = orders.get(number);
    if (order == null || order.state != State.REFUND) {
      return Answer.failed(number, "REFUNDNOTEXIST").signed();
    }
    Answer answer =
        Answer.succeeded(number)
            .with("total_fee", Long.toString(order.fen))
            .with("refund_count", Integer.toString(order.refunds.size()));
    for (int n = 0; n < order.refunds.size(); n++) {
      Order.Refund refund = order.refunds.get(n);
      answer
          .with("out_refund_no_" + n, refund.number)
          .with("refund_id_" + n, refund.id)
          .with("refund_fee_" + n, Long.toString(refund.fen))
          .with("refund_status_" + n, refund.status.name());
    }
    return answer.signed();
  }

  /** A refund call arrives. */
  String refund(Refunds.Asked asked) {
    return refunds.of(orders.get(asked.number()), asked);
  }

  /** A query for one refund arrives. */
  String refund(String number, String refundNumber) {
    if (trouble.chance("fault: a refund query that says nothing", 0.06)) {
      return Answer.failed(number, "SYSTEMERROR").signed();
    }
    return refunds.query(number, refundNumber);
  }

  /** The calls for refunds on their way. */
  Refunds refunds() {
    return refunds;
  }

  /** A reversal is on its way: now or never the buyer types his password. */
  void reverseLeaves(String number) {
    reversals.leaves(orders.get(number));
  }

  /** A reversal arrives. */
  String reverse(String number, long sentAt) {
    journal.write(new ReverseArrived(world.now(), number, sentAt));
    Order order = orders.get(number);
    if (order != null) {
      return reversals.of(order);
    }
    reversed.add(number);
    if (closesUnheardOf) {
      orders.put(number, reversals.closed(number));
    }
    return reversals.ofNothing(number, closesUnheardOf);
  }

  Journal journal() {
    return journal;
  }

  /** All that anybody has asked for. */
  Collection<Order> orders() {
    return orders.values();
  }
}
