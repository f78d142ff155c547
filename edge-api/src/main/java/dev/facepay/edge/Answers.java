package dev.facepay.edge;

import dev.facepay.edge.credential.CredentialDesk;
import dev.facepay.edge.desk.PaymentViews;
import dev.facepay.edge.device.RegisteredDevices;
import dev.facepay.edge.enrol.EnrolmentDesk;
import dev.facepay.edge.report.ReportDesk;
import dev.facepay.edge.report.TradeDesk;
import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.ReportFact;
import dev.facepay.runtime.fact.LoggedFact;

/** Where each fact that the edge follows goes. */
record Answers(
    PaymentViews payments,
    RegisteredDevices devices,
    EnrolmentDesk enrolments,
    CredentialDesk credentials,
    ReportDesk reports,
    TradeDesk trades) {

  /** Takes a record of the log; most of what is older than its payment's end is not even read. */
  void accept(LoggedFact logged) {
    if (!payments.isMoot(logged.type(), logged.subject())) {
      logged.fact().ifPresent(this::accept);
    }
  }

  void accept(Fact fact) {
    switch (fact) {
      case PaymentFact f -> payments.accept(f);
      case DeviceFact.DeviceState f -> devices.accept(f);
      case DeviceFact.EnrolmentSettled f -> enrolments.accept(f);
      case DeviceFact.CredentialSettled f -> credentials.accept(f);
      case DeviceFact f -> {}
      case ReportFact.TradeTold f -> trades.accept(f);
      case ReportFact f -> reports.accept(f);
    }
  }
}
