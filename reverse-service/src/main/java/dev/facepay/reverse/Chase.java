package dev.facepay.reverse;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Coded;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A reversal that is not confirmed yet. It ends when WeChat confirms, or shows that no money stays;
 * nothing else ends it.
 *
 * @param heardAt when this stage heard of it
 * @param asked how many reversals were asked for
 * @param tries how many times it was looked after
 * @param notFoundSince since when every query has said "no such order", the code being dead
 * @param raised what a person was told
 * @param resolution what a person says about it: WeChat's next answer decides whether it is so
 */
record Chase(
    ReverseNeeded need,
    Instant heardAt,
    int asked,
    int tries,
    Optional<Instant> notFoundSince,
    Set<Coded<AttentionReason>> raised,
    Optional<Resolution> resolution) {

  /**
   * @param who the operator's name
   * @param evidence what WeChat had said then
   */
  record Resolution(String who, String why, String evidence) {}

  Chase {
    raised = Set.copyOf(raised);
  }

  static Chase begin(ReverseNeeded need, Instant heardAt) {
    return new Chase(need, heardAt, 0, 0, Optional.empty(), Set.of(), Optional.empty());
  }

  Chase tried() {
    return new Chase(need, heardAt, asked, tries + 1, notFoundSince, raised, resolution);
  }

  Chase askedOnce() {
    return new Chase(need, heardAt, asked + 1, tries, notFoundSince, raised, resolution);
  }

  Chase notFound(Optional<Instant> since) {
    return new Chase(need, heardAt, asked, tries, since, raised, resolution);
  }

  Chase raised(Coded<AttentionReason> reason) {
    Set<Coded<AttentionReason>> all = new HashSet<>(raised);
    all.add(reason);
    return new Chase(need, heardAt, asked, tries, notFoundSince, all, resolution);
  }

  Chase resolved(Resolution by) {
    return new Chase(need, heardAt, asked, tries, notFoundSince, raised, Optional.of(by));
  }
}
