package dev.facepay.reconcile;

import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.MerchantId;
import dev.facepay.reconcile.Books.Sums;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One merchant's day. Waiting → compared (open) ⇄ compared (open) → compared (agrees); a bill that
 * is late, missing or broken leaves it waiting.
 *
 * @param dueAt when it is looked at next; null: it agrees, and nothing is left to do
 * @param tries asked for in vain since the last comparison
 * @param why it waits, in words; empty once it was compared
 * @param fundsSha256 of the fund flow that was taken in, or empty
 * @param compared the last comparison, or null
 */
record DayState(
    MerchantId merchant,
    LocalDate day,
    @Nullable Instant dueAt,
    int tries,
    String why,
    String fundsSha256,
    @Nullable Compared compared) {

  /**
   * A comparison.
   *
   * @param at when
   * @param sha256 of the bill; empty for a day without one
   * @param open differences, those not told included
   * @param told whether the fact about it is published
   */
  record Compared(Instant at, String sha256, long open, Sums sums, boolean told) {}

  static DayState begun(MerchantId merchant, LocalDate day, Instant readyAt) {
    return new DayState(merchant, day, readyAt, 0, "not asked for yet", "", null);
  }

  /** Takes it up: until {@code lease} nobody else does. */
  DayState claimed(Instant lease) {
    return new DayState(merchant, day, lease, tries, why, fundsSha256, compared);
  }

  DayState withFunds(String sha256) {
    return new DayState(merchant, day, dueAt, tries, why, sha256, compared);
  }

  /** There is no bill to compare with. */
  DayState waits(String reason, Instant now, ReconcileSettings settings) {
    Instant next = isTooOld(now) ? null : now.plus(settings.askAgain());
    return new DayState(merchant, day, next, tries + 1, reason, fundsSha256, compared);
  }

  /**
   * The comparison was made; not told yet, and due until it is.
   *
   * @param unasked differences about which WeChat gave no answer: asked again soon
   */
  DayState compared(
      Instant now, String sha256, long open, long unasked, Sums sums, ReconcileSettings settings) {
    Compared made = new Compared(now, sha256, open, sums, false);
    // Due until it is told: the process may die before.
    Instant next =
        isOver(made) ? now : now.plus(unasked > 0 ? settings.askAgain() : settings.compareAgain());
    return new DayState(merchant, day, next, 0, "", fundsSha256, made);
  }

  /** Whether nothing is left to do once it is told: it agrees, or its bill is given out no more. */
  private boolean isOver(Compared made) {
    return (made.open == 0 && day.isBefore(Comparison.dayOf(made.at))) || isTooOld(made.at);
  }

  DayState told() {
    Compared made = compared;
    if (made == null) {
      return this;
    }
    Compared said = new Compared(made.at, made.sha256, made.open, made.sums, true);
    Instant next = isOver(made) ? null : dueAt;
    return new DayState(merchant, day, next, tries, why, fundsSha256, said);
  }

  /** The fact about the last comparison; there must be one. */
  DayReconciled fact() {
    Compared made = compared;
    if (made == null) {
      throw new IllegalStateException("not compared yet");
    }
    Sums sums = made.sums;
    return new DayReconciled(
        merchant,
        day,
        sums.lines(),
        made.open,
        sums.grossFen(),
        sums.couponFen(),
        sums.refundFen(),
        sums.feeFen(),
        sums.netFen(),
        made.sha256,
        made.at);
  }

  /** Whether WeChat gives out this day's bill no more. */
  private boolean isTooOld(Instant now) {
    return day.isBefore(Comparison.dayOf(now).minusDays(ReconcileSettings.DAYS_MAX));
  }
}
