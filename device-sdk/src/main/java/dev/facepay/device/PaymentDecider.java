package dev.facepay.device;

import dev.facepay.device.Progress.Stage;
import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.PaymentSeen;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer of the edge → what the terminal does next. Only the edge's own word ends a payment. */
final class PaymentDecider {

  private static final String NOT_KNOWN = "payment_not_known";
  private static final String ATTEMPT_OPEN = "attempt_open";
  private static final String PAID_BEFORE = "order_already_paid";
  private static final String REUSED = "order_number_reused";
  private static final String STORAGE_FULL = "storage_full";
  private static final String OVERLOADED = "overloaded";
  private static final String PREVIOUS_MISSING = "previous_attempt_missing";

  private PaymentDecider() {}

  /** What was asked last. */
  enum Ask {
    /** The payment itself; repeating it is always safe. */
    SEND,
    /** Its state. */
    WATCH
  }

  /**
   * What is known beside the answer.
   *
   * @param mayHaveBegun whether an earlier request of this attempt may have been accepted
   */
  record Known(OrderEntry entry, Ask last, @Nullable String tag, boolean mayHaveBegun) {}

  /** What to do. */
  sealed interface Step {}

  record End(Outcome outcome) implements Step {}

  /**
   * @param failed whether to wait before asking, longer each time
   * @param atLeast how long the edge wants to be left alone, or null
   */
  record Next(
      Ask ask,
      @Nullable String tag,
      boolean failed,
      @Nullable Duration atLeast,
      Stage stage,
      String zh,
      String en,
      String detail)
      implements Step {}

  static Step decide(Known known, Answer<PaymentSeen> answer) {
    if (answer instanceof Answer.Success<PaymentSeen> told) {
      return told(known, told.value(), told.tag());
    }
    if (answer instanceof Answer.Problem<PaymentSeen> problem) {
      return problem(known, problem);
    }
    if (answer instanceof Answer.Silence<PaymentSeen> silence) {
      return again(known, known.last(), silence.retryAfter(), Stage.OFFLINE, silence.why());
    }
    return new Next(Ask.WATCH, known.tag(), false, null, Stage.WAITING, "", "", "");
  }

  /** Whether after this answer the payment may be under way. */
  static boolean mayHaveBegun(Known known, Answer<PaymentSeen> answer) {
    if (answer instanceof Answer.Silence<PaymentSeen> silence) {
      return known.mayHaveBegun() || silence.mayHaveArrived();
    }
    if (answer instanceof Answer.Problem<PaymentSeen> problem) {
      return known.mayHaveBegun() || !isRefused(problem);
    }
    return true;
  }

  /** The edge is sure that nothing of it has begun. */
  private static boolean isRefused(Answer.Problem<PaymentSeen> problem) {
    return problem.status() < 500
        || problem.code().equals(STORAGE_FULL)
        || problem.code().equals(OVERLOADED);
  }

  private static Step told(Known known, PaymentSeen seen, @Nullable String tag) {
    OrderEntry entry = known.entry();
    if (!seen.orderNo().equals(entry.orderNo())
        || seen.attempt() != entry.attempt()
        || seen.totalFee() != entry.sale().totalFee()) {
      return again(known, Ask.SEND, null, Stage.CALL_STAFF, "answered about another payment");
    }
    Boolean paid = seen.paid();
    if (paid != null) {
      return new End(paid ? paid(seen) : notPaid(seen));
    }
    return new Next(Ask.WATCH, tag, false, null, stage(seen.next()), seen.zh(), seen.en(), "");
  }

  private static Outcome paid(PaymentSeen seen) {
    return new Outcome.Paid(seen.transactionId(), seen.zh(), seen.en());
  }

  private static Outcome notPaid(PaymentSeen seen) {
    String reason = seen.reason();
    return new Outcome.NotPaid(
        reason == null ? "" : reason,
        seen.state() == PaymentSeen.State.REVERSING,
        seen.next() == PaymentSeen.Next.ASK_OTHER_METHOD,
        seen.next() == PaymentSeen.Next.CALL_STAFF,
        seen.zh(),
        seen.en());
  }

  private static Stage stage(PaymentSeen.Next next) {
    return switch (next) {
      case ASK_PASSWORD -> Stage.ASK_PASSWORD;
      case CALL_STAFF -> Stage.CALL_STAFF;
      case WAIT, WAIT_REVERSAL, ASK_OTHER_METHOD, SHOW_RESULT -> Stage.WAITING;
    };
  }

  private static Step problem(Known known, Answer.Problem<PaymentSeen> problem) {
    return switch (problem.code()) {
      case PAID_BEFORE -> new End(new Outcome.PaidBefore());
      case REUSED, PREVIOUS_MISSING -> new End(new Outcome.Refused(problem.code(), true));
      case NOT_KNOWN, ATTEMPT_OPEN, OVERLOADED ->
          again(known, Ask.SEND, problem.retryAfter(), Stage.WAITING, problem.code());
      case STORAGE_FULL -> full(known, problem);
      default -> otherProblem(known, problem);
    };
  }

  /** It lasts until a person makes room: the buyer is better told to pay another way. */
  private static Step full(Known known, Answer.Problem<PaymentSeen> problem) {
    return known.last() == Ask.SEND && !known.mayHaveBegun()
        ? new End(new Outcome.Refused(STORAGE_FULL, false))
        : otherProblem(known, problem);
  }

  /**
   * A refusal ends a payment only if none of its requests can have been taken: a key revoked
   * between a lost answer and its repeat says nothing about the money.
   */
  private static Step otherProblem(Known known, Answer.Problem<PaymentSeen> problem) {
    String what = problem.status() + " " + problem.code();
    if (problem.retryable() || problem.status() >= 500) {
      return again(known, known.last(), problem.retryAfter(), Stage.OFFLINE, what);
    }
    return known.last() == Ask.SEND && !known.mayHaveBegun()
        ? new End(new Outcome.Refused(problem.code(), false))
        : again(known, known.last(), problem.retryAfter(), Stage.CALL_STAFF, what);
  }

  private static Step again(
      Known known, Ask ask, @Nullable Duration atLeast, Stage stage, String detail) {
    return new Next(ask, known.tag(), true, atLeast, stage, "", "", detail);
  }
}
