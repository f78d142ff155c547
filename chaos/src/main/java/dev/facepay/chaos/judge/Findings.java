package dev.facepay.chaos.judge;

import dev.facepay.chaos.judge.Checker.Violation;
import java.util.ArrayList;
import java.util.List;

/** What does not hold. */
final class Findings {

  private final List<Violation> violations = new ArrayList<>();

  void require(boolean holds, String invariant, String paymentId, String otherwise) {
    if (!holds) {
      violations.add(new Violation(invariant, paymentId, otherwise));
    }
  }

  List<Violation> all() {
    return List.copyOf(violations);
  }
}
