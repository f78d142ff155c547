package dev.facepay.standalone.payments;

import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.ReportFact;
import dev.facepay.standalone.command.Output;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A fact on one line of a list: when, what, where, which, and a few words. */
public final class FactLine {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private FactLine() {}

  public static String of(Output out, Fact fact) {
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
            out.dim(TIME.format(fact.occurredAt())),
            paint(out, fact, name),
            place,
            fact.subject(),
            words)
        .stripTrailing();
  }

  private static String paint(Output out, Fact fact, String name) {
    return switch (fact) {
      case PaymentFact.Succeeded f -> out.good(name);
      case PaymentFact.Failed f -> out.wary(name);
      case PaymentFact.Reversed f -> out.wary(name);
      case PaymentFact.ReverseNeeded f -> out.wary(name);
      case PaymentFact.RequestRejected f -> out.wary(name);
      case PaymentFact.AttentionNeeded f -> out.bad(name);
      case PaymentFact f -> name;
      case DeviceFact f -> name;
      case ReportFact.ReportDelayed f -> f.attention() ? out.bad(name) : out.wary(name);
      case ReportFact f -> name;
    };
  }
}
