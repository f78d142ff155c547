package dev.facepay.edge;

import dev.facepay.edge.access.DeviceRegistry;
import dev.facepay.edge.credentials.CredentialService;
import dev.facepay.edge.devices.EnrolmentService;
import dev.facepay.edge.payments.PaymentProjection;
import dev.facepay.edge.refunds.RefundService;
import dev.facepay.edge.reports.ReportService;
import dev.facepay.edge.reports.TradeService;
import dev.facepay.payment.AlarmFact;
import dev.facepay.payment.BillFact;
import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.ReportFact;
import dev.facepay.runtime.fact.LoggedFact;
import java.time.Duration;

/** Where each fact that the edge follows goes. */
record FactRouter(
    PaymentProjection payments,
    DeviceRegistry devices,
    EnrolmentService enrolments,
    CredentialService credentials,
    ReportService reports,
    TradeService trades,
    RefundService refunds) {

  /** Takes a record of the log; most of what is older than its payment's end is not even read. */
  void accept(LoggedFact logged) {
    if (!payments.isMoot(logged.type(), logged.subject())) {
      logged.fact().ifPresent(fact -> accept(fact, logged.gatewayTime()));
    }
  }

  void accept(Fact fact) {
    accept(fact, Duration.ZERO);
  }

  private void accept(Fact fact, Duration gateway) {
    switch (fact) {
      case PaymentFact f -> payments.accept(f, gateway);
      case DeviceFact.DeviceState f -> devices.accept(f);
      case DeviceFact.EnrolmentSettled f -> enrolments.accept(f);
      case DeviceFact.CredentialSettled f -> credentials.accept(f);
      case DeviceFact f -> {}
      case ReportFact.TradeTold f -> trades.accept(f);
      case ReportFact f -> reports.accept(f);
      case RefundFact f -> refunds.accept(f);
      case BillFact f -> {}
      case AlarmFact f -> {}
    }
  }
}
