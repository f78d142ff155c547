package dev.facepay.standalone.terminal;

import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.ReportFact;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A fact on one line of a list: when, what, where, which, and a few words. */
public final class FactLine {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private FactLine() {}

  public static String of(Terminal terminal, Fact fact) {
    String name = "%-26s".formatted(fact.type().wire().replaceFirst("\\.v\\d+$", ""));
    String place = "-";
    String words = "";
    if (fact instanceof PaymentFact payment) {
      place = payment.payment().store() + "/" + payment.payment().device();
      words = FactText.of(payment);
    } else if (fact instanceof ReportFact report) {
      place = report.trade().store() + "/" + report.trade().device();
      words = FactText.of(report);
    }
    return "%s  %s  %-10s  %-36s  %s"
        .formatted(
            terminal.dim(TIME.format(fact.occurredAt())),
            paint(terminal, fact, name),
            place,
            fact.subject(),
            words)
        .stripTrailing();
  }

  private static String paint(Terminal terminal, Fact fact, String name) {
    return switch (fact) {
      case PaymentFact.Succeeded f -> terminal.good(name);
      case PaymentFact.Failed f -> terminal.wary(name);
      case PaymentFact.Reversed f -> terminal.wary(name);
      case PaymentFact.ReverseNeeded f -> terminal.wary(name);
      case PaymentFact.RequestRejected f -> terminal.wary(name);
      case PaymentFact.AttentionNeeded f -> terminal.bad(name);
      case PaymentFact f -> name;
      case DeviceFact f -> name;
      case ReportFact.ReportDelayed f -> f.attention() ? terminal.bad(name) : terminal.wary(name);
      case ReportFact f -> name;
    };
  }
}
