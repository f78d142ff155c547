package dev.facepay.console.payment;

import dev.facepay.payment.PaymentFact;
import java.util.List;

/** What becomes of a person's request. */
sealed interface ActAnswer {

  /** The facts to publish; what comes of them is seen in the read side. */
  record Taken(List<PaymentFact> facts) implements ActAnswer {
    public Taken {
      facts = List.copyOf(facts);
    }
  }

  /**
   * @param detail for the person, may be empty
   */
  record Refused(Why why, String detail) implements ActAnswer {}

  /** Why nothing was done. */
  enum Why {
    NOT_FOUND,
    /** The stage that has it settles it by itself within a minute. */
    OWNED_BY_STAGE,
    ALREADY_SETTLED,
    NOTHING_TO_RESOLVE,
    /** WeChat says otherwise (invariant I16). */
    CONTRADICTED,
    /** WeChat gave no proof. */
    UNCLEAR
  }
}
