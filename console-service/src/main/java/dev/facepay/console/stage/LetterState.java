package dev.facepay.console.stage;

import dev.facepay.payment.WireName;
import dev.facepay.runtime.fact.Letters.Letter;
import java.util.Set;

/** What can become of a dead letter from here. */
enum LetterState implements WireName {
  /** It can go back to its topic, or be dropped. */
  REDRIVABLE("redrivable"),
  /** It would only end here again: to be dropped. */
  UNREADABLE("unreadable"),
  /** This console may not write to its topic: the administrator may, by the command line. */
  NOT_GRANTED("not_granted"),
  /** Somebody has dealt with it. */
  OVER("over");

  private final String wire;

  LetterState(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }

  /**
   * @param writable topics that this console's user of Kafka may write to
   */
  static LetterState of(Letter letter, Set<String> writable) {
    if (letter.act().isPresent()) {
      return OVER;
    }
    if (letter.obstacle().isPresent()) {
      return UNREADABLE;
    }
    return writable.contains(letter.topic()) ? REDRIVABLE : NOT_GRANTED;
  }
}
