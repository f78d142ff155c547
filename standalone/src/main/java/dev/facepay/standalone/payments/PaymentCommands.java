package dev.facepay.standalone.payments;

import java.util.List;

/** Pay, show, follow, and look after held records. */
public final class PaymentCommands {

  /** In the order of the help. */
  public static final List<Class<?>> ALL =
      List.of(
          PayCommand.class,
          ShowCommand.class,
          RefundCommand.class,
          TailCommand.class,
          HeldCommand.class);

  private PaymentCommands() {}
}
