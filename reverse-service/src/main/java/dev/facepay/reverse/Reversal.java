package dev.facepay.reverse;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Coded;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A reversal that is not confirmed yet. It ends when WeChat shows that no money stays, or that none
 * of it was ours; nothing else ends it.
 *
 * @param heardAt when this stage heard of it
 * @param asked how many reverse calls were made
 * @param tries how many times it was looked after
 * @param known what queries have said for a while
 * @param confirmed whether WeChat confirmed the newest call: to be looked at once more
 * @param raised what a person was told
 * @param resolution what a person says about it: WeChat's next answer decides whether it is so
 */
record Reversal(
    ReverseNeeded need,
    Instant heardAt,
    int asked,
    int tries,
    Known known,
    boolean confirmed,
    Set<Coded<AttentionReason>> raised,
    Optional<Resolution> resolution) {

  /**
   * @param notFoundSince since when no query has said anything but "no such order", the code being
   *     dead; one that says nothing takes nothing back
   * @param unclear since no query has said anything: what was waited between them. Not since when:
   *     the next query may be another instance's, by another clock
   */
  record Known(Optional<Instant> notFoundSince, Optional<Duration> unclear) {

    static final Known NOTHING = new Known(Optional.empty(), Optional.empty());
  }

  /**
   * @param who the operator's name
   * @param evidence what WeChat had said then
   */
  record Resolution(String who, String why, String evidence) {}

  Reversal {
    raised = Set.copyOf(raised);
  }

  static Reversal begin(ReverseNeeded need, Instant heardAt) {
    return new Reversal(need, heardAt, 0, 0, Known.NOTHING, false, Set.of(), Optional.empty());
  }

  Reversal tried() {
    return new Reversal(need, heardAt, asked, tries + 1, known, confirmed, raised, resolution);
  }

  /** A further reverse call is made: what was confirmed before no longer counts. */
  Reversal askedOnce() {
    return new Reversal(need, heardAt, asked + 1, tries, known, false, raised, resolution);
  }

  Reversal confirm() {
    return new Reversal(need, heardAt, asked, tries, known, true, raised, resolution);
  }

  Reversal knowing(Known now) {
    return new Reversal(need, heardAt, asked, tries, now, confirmed, raised, resolution);
  }

  /** "No such order" counts from then on, unless it counts already. */
  Reversal notFound(Instant from) {
    Instant since = known.notFoundSince().orElse(from);
    return knowing(new Known(Optional.of(since), Optional.empty()));
  }

  /**
   * @param waited until the next query, too
   */
  Reversal unclear(Duration waited) {
    return knowing(new Known(known.notFoundSince(), Optional.of(waited)));
  }

  Reversal raised(Coded<AttentionReason> reason) {
    Set<Coded<AttentionReason>> all = new HashSet<>(raised);
    all.add(reason);
    return new Reversal(need, heardAt, asked, tries, known, confirmed, all, resolution);
  }

  Reversal resolved(Resolution by) {
    return new Reversal(need, heardAt, asked, tries, known, confirmed, raised, Optional.of(by));
  }
}
