package dev.facepay.simulation;

import dev.facepay.simulation.Journal.RefundAnswered;
import dev.facepay.simulation.Order.Refund;
import dev.facepay.simulation.Order.Refund.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What WeChat makes of refunds that are asked for, and the network of the calls. */
final class Refunds {

  private static final long MINUTE_MS = 60_000;
  private static final long NEVER_MS = -1;

  private final World world;
  private final Occurrences marks;
  private final Journal journal;
  private final Ledger ledger;
  private final Function<String, RefundScript> scripts;
  private final Map<String, Called> called = new HashMap<>();
  private final Map<String, Refund> refunds = new HashMap<>();

  /** What has come of one number's calls. */
  private static final class Called {
    final RefundScript script;
    int left;
    int arrived;

    /** What hinders it is over by then. */
    long hinderedUntil;

    Called(RefundScript script) {
      this.script = script;
    }
  }

  /**
   * @param number of the order
   * @param paidFen what the caller says that the order was of
   */
  record Asked(String number, String refundNumber, long fen, long paidFen) {}

  /**
   * @param scripts by {@code out_refund_no}
   */
  Refunds(
      World world,
      Occurrences marks,
      Journal journal,
      Ledger ledger,
      Function<String, RefundScript> scripts) {
    this.world = world;
    this.marks = marks;
    this.journal = journal;
    this.ledger = ledger;
    this.scripts = scripts;
  }

  private Called called(String refundNumber) {
    return called.computeIfAbsent(
        refundNumber,
        it -> {
          Called fresh = new Called(scripts.apply(it));
          marks.hit("refund script: " + fresh.script);
          return fresh;
        });
  }

  /** A call leaves: how long it is on its way there; negative if it never arrives. */
  long there(String refundNumber, long usually) {
    Called call = called(refundNumber);
    boolean first = ++call.left == 1;
    return switch (call.script) {
      case REQUEST_LOST -> first ? NEVER_MS : usually;
      case LATE_REQUEST -> first ? world.between(27_000, 58_000) : usually;
      default -> usually;
    };
  }

  /** How long the answer of the newest call is on its way back; negative if it never arrives. */
  long back(String refundNumber, long usually) {
    Called call = called(refundNumber);
    return call.script == RefundScript.ANSWER_LOST && call.left == 1 ? NEVER_MS : usually;
  }

  boolean isBadGateway(String refundNumber) {
    Called call = called(refundNumber);
    return call.script == RefundScript.HTTP_ERROR && call.left == 1;
  }

  /** A refund call arrives. */
  String of(@Nullable Order order, Asked asked) {
    Called call = called(asked.refundNumber());
    call.arrived++;
    Refund known = refunds.get(asked.refundNumber());
    if (known != null) {
      return known.fen == asked.fen()
          ? accepted(known, asked, call)
          : notDone(asked, "REFUND_FEE_MISMATCH");
    }
    if (order == null || !order.isPaid()) {
      return notDone(asked, "ORDERNOTEXIST");
    }
    if (asked.paidFen() != order.fen) {
      return notDone(asked, "PARAM_ERROR");
    }
    others(order, asked, call);
    Optional<String> refusal =
        refunds.containsKey(asked.refundNumber())
            ? Optional.of("REFUND_FEE_MISMATCH")
            : refusal(order, asked, call);
    if (refusal.isPresent()) {
      return call.script == RefundScript.FORGED_SUCCESS && call.arrived <= 2
          ? forged(asked)
          : notDone(asked, refusal.get());
    }
    Refund refund = accept(order, asked, call.script);
    return answersOtherwise(call)
        .map(code -> notDone(asked, code))
        .orElseGet(() -> accepted(refund, asked, call));
  }

  /** What somebody else does with the order just before. */
  private void others(Order order, Asked asked, Called call) {
    if (call.arrived != 1 || order.left() == 0) {
      return;
    }
    if (call.script == RefundScript.NUMBER_TAKEN) {
      long fen = world.between(1, order.left());
      long another = fen == asked.fen() ? fen - 1 : fen;
      if (another > 0) {
        refunds.put(
            asked.refundNumber(), ledger.accept(order, asked.refundNumber(), another, true));
        arrives(order, asked.refundNumber(), world.between(0, 10 * MINUTE_MS));
      }
    }
    if (call.script == RefundScript.BY_HAND) {
      String by = "hand-" + asked.refundNumber();
      refunds.put(by, ledger.accept(order, by, world.between(1, order.left()), true));
      arrives(order, by, world.between(0, 10 * MINUTE_MS));
    }
  }

  private void arrives(Order order, String refundNumber, long afterMs) {
    becomes(order, refundNumber, Status.SUCCESS, afterMs);
  }

  private void becomes(Order order, String refundNumber, Status next, long afterMs) {
    Refund refund = refunds.get(refundNumber);
    if (refund != null) {
      world.after(afterMs, () -> ledger.move(order, refund, next));
    }
  }

  /** Why nothing is done, for now or for good. */
  private Optional<String> refusal(Order order, Asked asked, Called call) {
    boolean early = call.arrived <= 2;
    return switch (call.script) {
      case SYSTEM_ERROR -> early ? Optional.of("SYSTEMERROR") : rules(order, asked);
      case NEEDS_RETRY -> early ? Optional.of("BIZERR_NEED_RETRY") : rules(order, asked);
      case FREQUENCY_LIMITED -> early ? Optional.of("FREQUENCY_LIMITED") : rules(order, asked);
      case UNLISTED_CODE -> early ? Optional.of("OF_TOMORROW") : rules(order, asked);
      case ORDER_NOT_READY -> early ? Optional.of("ORDER_NOT_READY") : rules(order, asked);
      case FORGED_SUCCESS -> early ? Optional.of("SYSTEMERROR") : rules(order, asked);
      case NOT_ENOUGH -> hindered(order, asked, call, "NOTENOUGH");
      case NOT_PERMITTED -> hindered(order, asked, call, "NOAUTH");
      case OVERDUE -> Optional.of("TRADE_OVERDUE");
      case ACCOUNT_CLOSED -> Optional.of("USER_ACCOUNT_ABNORMAL");
      case RULE -> Optional.of("ERROR");
      case PARAMETER -> Optional.of("PARAM_ERROR");
      default -> rules(order, asked);
    };
  }

  private Optional<String> hindered(Order order, Asked asked, Called call, String code) {
    if (call.hinderedUntil == 0) {
      call.hinderedUntil = world.now() + world.between(MINUTE_MS, 60 * MINUTE_MS);
    }
    return world.now() < call.hinderedUntil ? Optional.of(code) : rules(order, asked);
  }

  private static Optional<String> rules(Order order, Asked asked) {
    return asked.fen() > order.left() ? Optional.of("ERROR") : Optional.empty();
  }

  /** What is said the first time although it is done. */
  private static Optional<String> answersOtherwise(Called call) {
    if (call.arrived > 1) {
      return Optional.empty();
    }
    return switch (call.script) {
      case SYSTEM_ERROR_THEN_DONE -> Optional.of("SYSTEMERROR");
      case FREQUENCY_LIMITED_AND_DONE -> Optional.of("FREQUENCY_LIMITED");
      default -> Optional.empty();
    };
  }

  private Refund accept(Order order, Asked asked, RefundScript script) {
    String number = asked.refundNumber();
    Refund refund = ledger.accept(order, number, asked.fen(), false);
    refunds.put(number, refund);
    long soon = world.between(MINUTE_MS / 2, 20 * MINUTE_MS);
    switch (script) {
      case ARRIVES_AT_ONCE -> arrives(order, number, 0);
      case ARRIVES_LATE -> arrives(order, number, world.between(125, 200) * MINUTE_MS);
      case CLOSED -> becomes(order, number, Status.REFUNDCLOSE, soon);
      case CHANGED -> {
        becomes(order, number, Status.CHANGE, soon);
        arrives(order, number, soon + world.between(5, 90) * MINUTE_MS);
      }
      case STATE_OF_TOMORROW -> {
        becomes(order, number, Status.OF_TOMORROW, soon);
        arrives(order, number, soon + world.between(5, 90) * MINUTE_MS);
      }
      default -> arrives(order, number, soon);
    }
    return refund;
  }

  private String accepted(Refund refund, Asked asked, Called call) {
    journal.write(new RefundAnswered(world.now(), asked.number(), asked.refundNumber(), ""));
    Answer answer =
        about(asked)
            .with("refund_id", refund.id)
            .with("refund_fee", Long.toString(refund.fen))
            .with("total_fee", Long.toString(asked.paidFen()));
    boolean first = call.arrived == 1;
    return switch (call.script) {
      case WRONG_SIGNATURE -> first ? answer.signed("x".repeat(32)) : answer.signed();
      case HTML -> first ? "<html><body>please wait</body></html>" : answer.signed();
      default -> answer.signed();
    };
  }

  private static Answer about(Asked asked) {
    return Answer.succeeded(asked.number()).with("out_refund_no", asked.refundNumber());
  }

  private String forged(Asked asked) {
    return about(asked)
        .with("refund_id", "50")
        .with("refund_fee", Long.toString(asked.fen()))
        .with("total_fee", Long.toString(asked.paidFen()))
        .unsigned();
  }

  private String notDone(Asked asked, String code) {
    marks.hit("refund answer: " + code);
    journal.write(new RefundAnswered(world.now(), asked.number(), asked.refundNumber(), code));
    return Answer.failed(asked.number(), code).signed();
  }

  /** A query for one refund arrives. */
  String query(String number, String refundNumber) {
    Refund refund = refunds.get(refundNumber);
    if (refund == null) {
      marks.hit("answer: refund not found");
      return Answer.failed(number, "REFUNDNOTEXIST").signed();
    }
    return Answer.succeeded(number)
        .with("refund_count", "1")
        .with("out_refund_no_0", refundNumber)
        .with("refund_id_0", refund.id)
        .with("refund_fee_0", Long.toString(refund.fen))
        .with("refund_status_0", refund.status.name())
        .signed();
  }
}
