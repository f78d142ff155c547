package dev.facepay.reverse;

import dev.facepay.payment.AttentionReason;
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
 */
record Chase(
    ReverseNeeded need,
    Instant heardAt,
    int asked,
    int tries,
    Optional<Instant> notFoundSince,
    Set<AttentionReason> raised) {

  Chase {
    raised = Set.copyOf(raised);
  }

  static Chase begin(ReverseNeeded need, Instant heardAt) {
    return new Chase(need, heardAt, 0, 0, Optional.empty(), Set.of());
  }

  Chase tried() {
    return new Chase(need, heardAt, asked, tries + 1, notFoundSince, raised);
  }

  Chase askedOnce() {
    return new Chase(need, heardAt, asked + 1, tries, notFoundSince, raised);
  }

  Chase notFound(Optional<Instant> since) {
    return new Chase(need, heardAt, asked, tries, since, raised);
  }

  Chase raised(AttentionReason reason) {
    Set<AttentionReason> all = new HashSet<>(raised);
    all.add(reason);
    return new Chase(need, heardAt, asked, tries, notFoundSince, all);
  }
}
