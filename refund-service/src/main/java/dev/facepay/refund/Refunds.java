package dev.facepay.refund;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundNo;
import dev.facepay.wechat.Refund.Amounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One payment and all of its refunds: the one document that guards what was paid.
 *
 * @param paid the fact that it was paid; empty if it has not come, or is lost
 * @param total what was paid, by that fact or by WeChat; empty if neither said it
 * @param all its refunds, in the order in which they were asked for
 * @param othersFen what WeChat says went back under numbers that are not among these, in fen
 * @param calledAt when the newest call for one of them left; WeChat wants a pause between two
 * @param unsaid facts that were decided and that the broker has not acknowledged yet
 */
record Refunds(
    Optional<Succeeded> paid,
    Optional<Money> total,
    List<Refund> all,
    long othersFen,
    Optional<Instant> calledAt,
    List<Fact> unsaid) {

  static final Refunds NONE =
      new Refunds(Optional.empty(), Optional.empty(), List.of(), 0, Optional.empty(), List.of());

  Refunds {
    all = List.copyOf(all);
    unsaid = List.copyOf(unsaid);
  }

  /**
   * NEW → RESERVED or FAILED, once it is known what was paid. RESERVED → ACCEPTED or FAILED.
   * ACCEPTED → CHANGED, SUCCEEDED or FAILED. CHANGED → SUCCEEDED or FAILED.
   */
  enum State {
    /** Written down; what was paid is not known. */
    NEW,
    /** Its money is set aside; WeChat has not accepted it, as far as is known. */
    RESERVED,
    /** WeChat has it; the money is on its way. */
    ACCEPTED,
    /** The money is out, the card is dead: a person sends it elsewhere. */
    CHANGED,
    SUCCEEDED,
    /** No money moved, for good: its reservation is free again. */
    FAILED;

    boolean open() {
      return this != SUCCEEDED && this != FAILED;
    }
  }

  /**
   * @param calls how many calls have left; written down before each
   * @param ask whether the next step is a question: before the first call, what of the payment went
   *     back already; after one, whether it has done it
   * @param fromBalance whether the merchant's unsettled money was short: its balance pays
   * @param dueAt when its next step is due
   * @param since when the first call left, then when WeChat accepted it
   * @param refundId WeChat's number, or empty
   * @param failing a definite failure that a question has yet to prove: an earlier call may have
   *     done it
   * @param raised what a person was told of it
   * @param end how it ended
   */
  record Refund(
      RefundRequested request,
      State state,
      int calls,
      boolean ask,
      boolean look,
      boolean fromBalance,
      Instant dueAt,
      Optional<Instant> since,
      String refundId,
      Amounts amounts,
      Optional<RefundFailed> failing,
      Set<AttentionReason> raised,
      Optional<RefundFact.Settled> end) {

    Refund {
      raised = Set.copyOf(raised);
    }

    static Refund of(RefundRequested request, Instant dueAt) {
      return new Refund(
          request,
          State.NEW,
          0,
          false,
          false,
          false,
          dueAt,
          Optional.empty(),
          "",
          Amounts.UNSAID,
          Optional.empty(),
          Set.of(),
          Optional.empty());
    }

    RefundNo number() {
      return request.refund().refundNo();
    }

    /** The next step, and when. */
    Refund next(State then, boolean asks, Instant at) {
      return new Refund(
          request,
          then,
          calls,
          asks,
          look,
          fromBalance,
          at,
          since,
          refundId,
          amounts,
          failing,
          raised,
          end);
    }

    Refund called(Instant at) {
      return new Refund(
          request,
          state,
          calls + 1,
          true,
          false,
          fromBalance,
          at,
          Optional.of(since.orElse(at)),
          refundId,
          amounts,
          failing,
          raised,
          end);
    }

    /** WeChat has it since then, under its number. */
    Refund accepted(String id, Amounts told, Instant at) {
      boolean news = state == State.RESERVED;
      return new Refund(
          request,
          news ? State.ACCEPTED : state,
          calls,
          true,
          look,
          fromBalance,
          dueAt,
          news ? Optional.of(at) : since,
          id,
          told.equals(Amounts.UNSAID) ? amounts : told,
          Optional.empty(),
          raised,
          end);
    }

    Refund failing(RefundFailed pending) {
      return new Refund(
          request,
          state,
          calls,
          true,
          look,
          fromBalance,
          pending.occurredAt(),
          since,
          refundId,
          amounts,
          Optional.of(pending),
          raised,
          end);
    }

    Refund raised(Set<AttentionReason> now) {
      return new Refund(
          request,
          state,
          calls,
          ask,
          look,
          fromBalance,
          dueAt,
          since,
          refundId,
          amounts,
          failing,
          now,
          end);
    }

    Refund looking(boolean whether) {
      return new Refund(
          request,
          state,
          calls,
          ask,
          whether,
          fromBalance,
          dueAt,
          since,
          refundId,
          amounts,
          failing,
          raised,
          end);
    }

    Refund paidFromBalance() {
      return new Refund(
          request, state, calls, ask, look, true, dueAt, since, refundId, amounts, failing, raised,
          end);
    }

    Refund ended(RefundFact.Settled fact) {
      return new Refund(
          request,
          fact instanceof RefundFailed ? State.FAILED : State.SUCCEEDED,
          calls,
          false,
          look,
          fromBalance,
          dueAt,
          since,
          refundId,
          amounts,
          Optional.empty(),
          Set.of(),
          Optional.of(fact));
    }
  }

  Optional<Refund> find(RefundNo number) {
    return all.stream().filter(it -> it.number().equals(number)).findFirst();
  }

  boolean open() {
    return all.stream().anyMatch(it -> it.state().open());
  }

  /** What is set aside or gone: of every refund that has not definitely failed, in fen. */
  long reservedFen() {
    return all.stream().filter(Refunds::holds).mapToLong(it -> fen(it)).sum();
  }

  long reserved() {
    return all.stream().filter(Refunds::holds).count();
  }

  private static boolean holds(Refund refund) {
    return refund.state() != State.NEW && refund.state() != State.FAILED;
  }

  private static long fen(Refund refund) {
    return refund.request().refund().amount().fen();
  }

  Refunds add(Refund refund) {
    List<Refund> more = new ArrayList<>(all);
    more.add(refund);
    return new Refunds(paid, total, more, othersFen, calledAt, unsaid);
  }

  Refunds change(RefundNo number, UnaryOperator<Refund> change) {
    List<Refund> next =
        all.stream().map(it -> it.number().equals(number) ? change.apply(it) : it).toList();
    return new Refunds(paid, total, next, othersFen, calledAt, unsaid);
  }

  Refunds say(Fact fact) {
    List<Fact> more = new ArrayList<>(unsaid);
    more.add(fact);
    return new Refunds(paid, total, all, othersFen, calledAt, more);
  }

  /** The broker has acknowledged these. */
  Refunds said(Set<String> factIds) {
    List<Fact> rest = unsaid.stream().filter(it -> !factIds.contains(it.factId())).toList();
    return new Refunds(paid, total, all, othersFen, calledAt, rest);
  }

  Refunds paid(Succeeded fact) {
    return new Refunds(
        Optional.of(fact), Optional.of(fact.payment().amount()), all, othersFen, calledAt, unsaid);
  }

  Refunds total(Money known) {
    return new Refunds(paid, Optional.of(known), all, othersFen, calledAt, unsaid);
  }

  Refunds calledAt(Instant at) {
    return new Refunds(paid, total, all, othersFen, Optional.of(at), unsaid);
  }

  Refunds others(long fen) {
    return new Refunds(paid, total, all, fen, calledAt, unsaid);
  }

  /** What of the payment nobody has asked back yet, in fen; below 0 if others took part of it. */
  long leftFen() {
    return total.orElseThrow().fen() - reservedFen() - othersFen;
  }
}
