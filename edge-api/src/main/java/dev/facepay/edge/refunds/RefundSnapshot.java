package dev.facepay.edge.refunds;

import dev.facepay.payment.Coded;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of one refund. Its facts stand in two topics, so they come in any order and
 * more than once: versions only rise, and what is final stays.
 *
 * @param why the reason, which with the amount is what a repeat has too; null as long as only later
 *     facts are known
 */
record RefundSnapshot(RefundRef refund, Status status, @Nullable String why, Instant updatedAt) {

  /** requested → changed (perhaps) → succeeded or failed; refused touched no refund. */
  sealed interface Status {

    record Requested() implements Status {}

    /** Another refund has the number: this request was turned away. */
    record Refused() implements Status {}

    /** The money is out, and the buyer's card does not take it. */
    record Changed(String refundId) implements Status {}

    record Succeeded(String refundId) implements Status {}

    record Failed(Coded<RefundFailure> reason) implements Status {}
  }

  static RefundSnapshot of(RefundRequested fact) {
    return new RefundSnapshot(fact.refund(), new Status.Requested(), fact.why(), fact.occurredAt());
  }

  int version() {
    return switch (status) {
      case Status.Requested s -> 1;
      case Status.Refused s -> 1;
      case Status.Changed s -> 2;
      case Status.Succeeded s -> 3;
      case Status.Failed s -> 3;
    };
  }

  boolean isFinal() {
    return version() == 3;
  }

  boolean isRefused() {
    return status instanceof Status.Refused;
  }

  /** True, false, or null as long as nobody knows. */
  @Nullable Boolean refunded() {
    return switch (status) {
      case Status.Succeeded s -> true;
      case Status.Failed s -> false;
      case Status.Requested s -> null;
      case Status.Refused s -> null;
      case Status.Changed s -> null;
    };
  }

  /** Differs whenever the device would be shown something else. */
  String tag() {
    return Integer.toString(version());
  }

  /**
   * Whether a device that was shown {@code seen} would be shown something newer. An instance that
   * is behind what another one has shown knows nothing newer.
   */
  boolean isNewsTo(String seen) {
    int seenVersion = seen.matches("[1-3]") ? Integer.parseInt(seen) : 0;
    return isRefused() || version() > seenVersion;
  }

  /** Whether a person or the screen has something to do but to wait. */
  boolean tellsSomething() {
    return !(status instanceof Status.Requested);
  }

  /** Whether the number stands for another content than this one. */
  boolean isAnotherThan(RefundRequested asked) {
    return !refund.amount().equals(asked.refund().amount())
        || (why != null && !why.equals(asked.why()));
  }

  /** The same snapshot if the fact changes nothing. */
  static RefundSnapshot fold(@Nullable RefundSnapshot snapshot, RefundFact fact) {
    return switch (fact) {
      case RefundRequested f -> requested(snapshot, f);
      case RefundChanged f -> advance(snapshot, f, new Status.Changed(f.refundId()));
      case RefundSucceeded f -> advance(snapshot, f, new Status.Succeeded(f.refundId()));
      case RefundFailed f when f.reason() == RefundFailure.OTHER_CONTENT -> refused(snapshot, f);
      case RefundFailed f -> advance(snapshot, f, new Status.Failed(f.reason()));
    };
  }

  /** The first content in the log stands; a later one may still be told what that came to. */
  private static RefundSnapshot requested(@Nullable RefundSnapshot snapshot, RefundRequested fact) {
    if (snapshot == null) {
      return of(fact);
    }
    if (snapshot.isRefused()) {
      boolean isThatOne =
          !snapshot.isAnotherThan(fact)
              && !fact.occurredAt().isAfter(snapshot.refund().requestedAt());
      return isThatOne ? snapshot : of(fact);
    }
    boolean firstHeard = snapshot.why() == null && !snapshot.isAnotherThan(fact);
    return firstHeard
        ? new RefundSnapshot(snapshot.refund(), snapshot.status(), fact.why(), snapshot.updatedAt())
        : snapshot;
  }

  private static RefundSnapshot advance(
      @Nullable RefundSnapshot snapshot, RefundFact fact, Status status) {
    if (snapshot != null && snapshot.version() >= fact.version()) {
      return snapshot;
    }
    String why =
        snapshot != null
                && !snapshot.isRefused()
                && snapshot.refund().amount().equals(fact.refund().amount())
            ? snapshot.why()
            : null;
    return new RefundSnapshot(fact.refund(), status, why, fact.occurredAt());
  }

  /** A refusal may be about another request than the one that is held: that one it leaves. */
  private static RefundSnapshot refused(@Nullable RefundSnapshot snapshot, RefundFailed fact) {
    if (snapshot == null) {
      return new RefundSnapshot(fact.refund(), new Status.Refused(), null, fact.occurredAt());
    }
    boolean held =
        snapshot.version() == 1
            && snapshot.refund().requestedAt().equals(fact.refund().requestedAt())
            && snapshot.refund().amount().equals(fact.refund().amount());
    return held
        ? new RefundSnapshot(fact.refund(), new Status.Refused(), snapshot.why(), fact.occurredAt())
        : snapshot;
  }
}
