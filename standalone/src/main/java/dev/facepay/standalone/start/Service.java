package dev.facepay.standalone.start;

import java.util.EnumSet;
import java.util.Set;

/** The parts of the system, in the order in which a start needs them. */
public enum Service {
  BROKER("broker"),
  DATABASE("database"),
  SIMULATOR("gateway-simulator"),
  AUTH("auth-service"),
  PAY("pay-service"),
  QUERY("query-service"),
  REVERSE("reverse-service"),
  REFUND("refund-service"),
  RECONCILE("reconcile-service"),
  REPORT("report-service"),
  CONSOLE("console-service"),
  EDGE("edge-api");

  private final String label;

  Service(String label) {
    this.label = label;
  }

  /** The module's name and, for a Spring application, the name of its configuration file. */
  public String label() {
    return label;
  }

  /** Has health and metrics. */
  boolean speaksHttp() {
    return compareTo(DATABASE) > 0;
  }

  /** Those with a Spring context of their own that stand on broker and database. */
  public static Set<Service> stages() {
    return EnumSet.range(AUTH, EDGE);
  }
}
