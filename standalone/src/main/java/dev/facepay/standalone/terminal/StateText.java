package dev.facepay.standalone.terminal;

import dev.facepay.standalone.client.PaymentSeen;
import java.util.Locale;

/** A state as a word in its colour, padded before it is coloured. */
public final class StateText {

  private StateText() {}

  public static String of(Terminal terminal, PaymentSeen seen) {
    String word = String.format("%-10s", seen.state().toLowerCase(Locale.ROOT));
    return switch (seen.state()) {
      case "SUCCEEDED" -> terminal.good(word);
      case "FAILED", "REVERSED" -> terminal.bad(word);
      default -> terminal.wary(word);
    };
  }
}
