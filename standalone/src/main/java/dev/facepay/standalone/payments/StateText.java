package dev.facepay.standalone.payments;

import dev.facepay.standalone.client.PaymentSeen;
import dev.facepay.standalone.command.Output;
import java.util.Locale;

/** A state as a word in its colour, padded before it is coloured. */
public final class StateText {

  private StateText() {}

  public static String of(Output out, PaymentSeen seen) {
    String word = String.format("%-10s", seen.state().toLowerCase(Locale.ROOT));
    return switch (seen.state()) {
      case "SUCCEEDED" -> out.good(word);
      case "FAILED", "REVERSED" -> out.bad(word);
      default -> out.wary(word);
    };
  }
}
