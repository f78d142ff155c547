package dev.facepay.standalone.storage;

import dev.facepay.auth.AuthApplication;
import dev.facepay.pay.PayApplication;
import dev.facepay.query.QueryApplication;
import dev.facepay.refund.RefundApplication;
import dev.facepay.report.ReportApplication;
import dev.facepay.reverse.ReverseApplication;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.store.Stores;
import java.util.List;

/** The services that have a database. */
enum Restorable {
  AUTH("auth", "facepay.auth-registry"),
  PAY("pay", "facepay.pay"),
  QUERY("query", "facepay.query"),
  REVERSE("reverse", "facepay.reverse"),
  REFUND("refund", "facepay.refund"),
  REPORT("report", "facepay.report-jobs");

  private final String label;
  private final String group;

  Restorable(String label, String group) {
    this.label = label;
    this.group = group;
  }

  String database() {
    return "facepay_" + label;
  }

  String service() {
    return label + "-service";
  }

  /** The consumer group that has members as long as the service runs; without a prefix. */
  String group() {
    return group;
  }

  List<LogFold> folds(Stores stores, Timekeeper time) {
    return switch (this) {
      case AUTH -> AuthApplication.folds(stores, time);
      case PAY -> PayApplication.folds(stores, time);
      case QUERY -> QueryApplication.folds(stores, time);
      case REVERSE -> ReverseApplication.folds(stores, time);
      case REFUND -> RefundApplication.folds(stores, time);
      case REPORT -> ReportApplication.folds(stores, time);
    };
  }

  /** As it is named on the command line. */
  @Override
  public String toString() {
    return label;
  }
}
