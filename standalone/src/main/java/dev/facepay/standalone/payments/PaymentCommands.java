package dev.facepay.standalone.payments;

import java.util.List;

/** Pay, show, follow, look after held records and dead letters, find a buyer. */
public final class PaymentCommands {

  /** In the order of the help. */
  public static final List<Class<?>> ALL =
      List.of(
          PayCommand.class,
          ShowCommand.class,
          RefundCommand.class,
          TailCommand.class,
          HeldCommand.class,
          DeadLetterCommand.class,
          BuyerCommand.class);

  private PaymentCommands() {}
}
