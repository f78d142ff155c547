package dev.facepay.simulator.control;

/** An input of the control API that breaks a rule; the message is for whoever sent it. */
final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidInput(String rule) {
    super(rule, null, false, false);
  }

  static void require(boolean holds, String rule) {
    if (!holds) {
      throw new InvalidInput(rule);
    }
  }
}
