package dev.facepay.runtime.fact;

import dev.facepay.payment.AlarmFact;
import dev.facepay.payment.BillFact;
import dev.facepay.payment.BillFact.BillTaken;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.DeviceFact.CredentialAsked;
import dev.facepay.payment.DeviceFact.CredentialIssued;
import dev.facepay.payment.DeviceFact.CredentialRefused;
import dev.facepay.payment.DeviceFact.DeviceEnrolled;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceFact.EnrolmentAsked;
import dev.facepay.payment.DeviceFact.EnrolmentRefused;
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
import dev.facepay.payment.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * Publishes, and tells the people who run the system: one log line and one count for each fact that
 * the broker has acknowledged.
 */
final class AnnouncedFacts implements FactPublisher {

  private static final StateLog LOG = StateLog.of(AnnouncedFacts.class);

  private static final String NONE = "-";

  private final FactPublisher publisher;
  private final PaymentMeters meters;

  AnnouncedFacts(FactPublisher publisher, MeterRegistry meters) {
    this.publisher = publisher;
    this.meters = new PaymentMeters(meters);
  }

  @Override
  public void publish(Fact fact) throws InterruptedException {
    publish(fact, Duration.ZERO);
  }

  @Override
  public void publish(Fact fact, Duration gateway) throws InterruptedException {
    publisher.publish(fact, gateway);
    Change change =
        switch (fact) {
          case PaymentFact f -> new Change(from(f), to(f), reason(f).label());
          case DeviceFact f -> of(f);
          case ReportFact f -> of(f);
          case RefundFact f -> of(f);
          case BillFact f -> of(f);
          case AlarmFact f -> new Change(NONE, NONE, f.alarm().about().label());
        };
    meters.published(fact, change.reason());
    LOG.change(fact, change.from(), change.to()).reason(change.reason()).log();
  }

  /**
   * @param reason one of a bounded set: it is a metric's label
   */
  private record Change(String from, String to, String reason) {}

  private static String from(PaymentFact fact) {
    return switch (fact.version()) {
      case 1 -> "new";
      case 2 -> "requested";
      case 3 -> "unknown";
      case 4 -> "reverse_needed";
      default -> "-";
    };
  }

  private static String to(PaymentFact fact) {
    return switch (fact) {
      case Requested f -> "requested";
      case Unknown f -> "unknown";
      case ReverseNeeded f -> "reverse_needed";
      case Succeeded f -> "succeeded";
      case Failed f -> "failed";
      case Reversed f -> "reversed";
      case CancelRequested f -> "-";
      case AttentionNeeded f -> "-";
      case AttentionResolved f -> "-";
      case RequestRejected f -> "-";
      case ActRequested f -> "-";
    };
  }

  private static Coded<?> reason(PaymentFact fact) {
    return switch (fact) {
      case Requested f -> f.payment().channel();
      case Unknown f -> f.reason();
      case ReverseNeeded f -> f.reason();
      case Succeeded f -> f.by();
      case Failed f -> f.reason();
      case Reversed f -> f.how();
      case CancelRequested f -> Stage.EDGE;
      case AttentionNeeded f -> f.reason();
      case AttentionResolved f -> f.reason();
      case RequestRejected f -> f.reason();
      case ActRequested f -> f.act();
    };
  }

  private static Change of(DeviceFact fact) {
    return switch (fact) {
      case CredentialAsked f -> new Change("new", "asked", NONE);
      case CredentialIssued f -> new Change("asked", "issued", f.cached() ? "cached" : "called");
      case CredentialRefused f -> new Change("asked", "refused", f.reason().label());
      case EnrolmentAsked f -> new Change("new", "asked", NONE);
      case DeviceEnrolled f -> new Change("asked", "enrolled", NONE);
      case EnrolmentRefused f -> new Change("asked", "refused", f.reason().label());
      case DeviceSeen f -> new Change(NONE, NONE, NONE);
      case DeviceState f -> new Change(NONE, f.status().label(), NONE);
    };
  }

  private static Change of(ReportFact fact) {
    return switch (fact) {
      case ReportNeeded f -> new Change("due", "asked", f.method().label());
      case ReportDelayed f -> new Change("due", "due", f.reason().label());
      case ReportTold f -> new Change("asked", f.outcome().label(), NONE);
      case TradeTold f -> new Change("new", "due", NONE);
      case ReportActRequested f -> new Change(NONE, NONE, f.act().label());
    };
  }

  private static Change of(RefundFact fact) {
    return switch (fact) {
      case RefundRequested f -> new Change("new", "requested", f.askedBy().label());
      case RefundChanged f -> new Change("requested", "changed", NONE);
      case RefundSucceeded f -> new Change("requested", "succeeded", NONE);
      case RefundFailed f -> new Change("requested", "failed", f.reason().label());
    };
  }

  private static Change of(BillFact fact) {
    return switch (fact) {
      case BillTaken f -> new Change("due", "taken", f.bill().label());
      case DifferenceFound f -> new Change("new", "found", f.difference().kind().label());
      case DifferenceExplained f -> new Change("found", "explained", f.difference().kind().label());
      case DayReconciled f -> new Change("taken", "reconciled", f.open() == 0 ? "agrees" : "open");
    };
  }
}
