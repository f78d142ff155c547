package dev.facepay.standalone.payments;

import dev.facepay.payment.AlarmFact;
import dev.facepay.payment.BillFact;
import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.ReportFact;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.command.Output;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A fact in a few words for a person. */
final class FactText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private FactText() {}

  /** On one line of a list: when, what, where, which, and a few words. */
  static String line(Output out, Fact fact) {
    String name = "%-26s".formatted(name(fact));
    String place = "-";
    if (fact instanceof PaymentFact payment) {
      place = payment.payment().store() + "/" + payment.payment().device();
    } else if (fact instanceof ReportFact report) {
      place = report.trade().store() + "/" + report.trade().device();
    } else if (fact instanceof RefundFact refund) {
      place = refund.refund().store() + "/-";
    }
    return "%s  %s  %-10s  %-36s  %s"
        .formatted(
            out.dim(TIME.format(fact.occurredAt())),
            paint(out, fact, name),
            place,
            fact.subject(),
            of(fact))
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
      case RefundFact.RefundSucceeded f -> out.good(name);
      case RefundFact.RefundFailed f -> out.wary(name);
      case RefundFact.RefundChanged f -> out.bad(name);
      case RefundFact f -> name;
      case BillFact.DifferenceFound f -> out.bad(name);
      case BillFact.DayReconciled f -> f.open() == 0 ? out.good(name) : out.wary(name);
      case BillFact f -> name;
      case AlarmFact f -> name;
    };
  }

  static String of(Fact fact) {
    return switch (fact) {
      case PaymentFact f -> of(f);
      case ReportFact f -> of(f);
      case RefundFact f -> of(f);
      case BillFact f -> of(f);
      case AlarmFact f -> of(f);
      case DeviceFact _ -> "";
    };
  }

  private static String of(PaymentFact fact) {
    return switch (fact) {
      case Requested f ->
          "%s by device %s of shop %s, attempt %d"
              .formatted(
                  Codes.yuan(f.payment().amount().fen()),
                  f.payment().device(),
                  f.payment().store(),
                  f.payment().attempt());
      case Unknown f -> f.reason().wire() + gateway(f.gatewayCode(), f.gatewayText());
      case CancelRequested f -> "the device gives up";
      case ReverseNeeded f -> f.reason().wire();
      case Succeeded f -> "by %s, transaction %s".formatted(f.by().wire(), f.transactionId());
      case Failed f ->
          "by %s, %s%s"
              .formatted(
                  f.by().wire(), f.reason().wire(), gateway(f.gatewayCode(), f.gatewayText()));
      case Reversed f ->
          "by %s, %s, %d %s"
              .formatted(
                  f.by().wire(), f.how().wire(), f.tries(), f.tries() == 1 ? "try" : "tries");
      case AttentionNeeded f -> f.reason().wire() + gateway(f.gatewayCode(), f.gatewayText());
      case AttentionResolved f -> f.reason().wire() + ": " + f.evidence();
      case RequestRejected f -> f.reason().wire();
      case ActRequested f -> "%s, by %s: %s".formatted(f.act().wire(), f.who(), f.why());
    };
  }

  private static String of(ReportFact fact) {
    return switch (fact) {
      case ReportNeeded f -> "%s, try %d".formatted(f.method().wire(), f.tryNo());
      case ReportDelayed f -> f.reason().wire() + (f.attention() ? ", somebody must look" : "");
      case ReportTold f ->
          "%s, try %d%s".formatted(f.outcome().wire(), f.tryNo(), gateway(f.code(), f.text()));
      case ReportActRequested f -> "%s, by %s: %s".formatted(f.act().wire(), f.who(), f.why());
      case TradeTold f -> "%s, paid elsewhere".formatted(Codes.yuan(f.amount().fen()));
    };
  }

  private static String of(RefundFact fact) {
    String which =
        "%s, %s".formatted(fact.refund().refundNo(), Codes.yuan(fact.refund().amount().fen()));
    return switch (fact) {
      case RefundRequested f -> "%s, by %s: %s".formatted(which, f.who(), f.why());
      case RefundChanged f -> which + ", the buyer's card does not take it";
      case RefundSucceeded f -> "%s, WeChat's number %s".formatted(which, f.refundId());
      case RefundFailed f ->
          "%s, %s%s".formatted(which, f.reason().wire(), gateway(f.gatewayCode(), f.gatewayText()));
    };
  }

  private static String of(BillFact fact) {
    return switch (fact) {
      case BillFact.BillTaken f ->
          "%s, %d lines, %d faults".formatted(f.bill().wire(), f.lines(), f.faults());
      case BillFact.DifferenceFound f ->
          "%s, %s".formatted(f.difference().outTradeNo(), f.difference().kind().wire());
      case BillFact.DifferenceExplained f ->
          "%s, %s".formatted(f.difference().outTradeNo(), f.difference().kind().wire());
      case BillFact.DayReconciled f ->
          "%d lines, %d differences, net %s".formatted(f.lines(), f.open(), Codes.yuan(f.netFen()));
    };
  }

  private static String of(AlarmFact fact) {
    String why = fact.why() == null ? "" : ": " + fact.why();
    return switch (fact) {
      case AlarmFact.Acknowledged f -> "seen by %s%s".formatted(f.who(), why);
      case AlarmFact.Assigned f ->
          "%s, by %s%s"
              .formatted(
                  f.assignee() == null ? "nobody's any more" : "now " + f.assignee() + "'s",
                  f.who(),
                  why);
    };
  }

  /** Like payment.succeeded, without the contract's number. */
  static String name(Fact fact) {
    return fact.type().wire().replaceFirst("\\.v\\d+$", "");
  }

  private static String gateway(String code, String text) {
    if (code.isEmpty() && text.isEmpty()) {
      return "";
    }
    return " (" + (code + " " + text).strip() + ")";
  }
}
