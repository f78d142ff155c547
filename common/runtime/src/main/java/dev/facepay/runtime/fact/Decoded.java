package dev.facepay.runtime.fact;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.Trace;
import java.util.Optional;

/** What a record of the log turned out to be. */
public sealed interface Decoded {

  /** A fact of the contract. */
  record Known(Fact fact, Optional<Trace> trace) implements Decoded {}

  /** A fact of a type that this release does not know: to be skipped and counted. */
  record UnknownType(String type) implements Decoded {}

  /**
   * Not a fact: to be put aside with the reason.
   *
   * @param reason names what is wrong, without any of the record's values
   */
  record Undecodable(String reason) implements Decoded {}
}
