package dev.facepay.standalone.start;

import dev.facepay.auth.AuthApplication;
import dev.facepay.console.ConsoleApplication;
import dev.facepay.edge.EdgeApplication;
import dev.facepay.embedded.EmbeddedBroker;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.pay.PayApplication;
import dev.facepay.query.QueryApplication;
import dev.facepay.report.ReportApplication;
import dev.facepay.reverse.ReverseApplication;
import dev.facepay.simulator.SimulatorApplication;
import dev.facepay.standalone.data.DataDirectory;
import java.util.EnumMap;
import java.util.Map;

/** The topology: what runs inside this JVM, and as what. */
public final class Parts {

  private Parts() {}

  /** Those inside; what the settings say is outside is left out. */
  public static Map<Service, Part> of(
      SystemSettings settings, DataDirectory data, Wiring wiring, Ports ports) {
    Map<Service, Part> parts = new EnumMap<>(Service.class);
    if (settings.kafka() == null) {
      parts.put(
          Service.BROKER,
          new BackendPart(
              () ->
                  EmbeddedBroker.start(
                      data.broker(), ports.broker(), settings.durabilityInside())));
    }
    if (settings.mongoUri() == null) {
      parts.put(
          Service.DATABASE,
          new BackendPart(
              () ->
                  EmbeddedDatabase.start(
                      data.database(), ports.database(), settings.durabilityInside())));
    }
    if (settings.simulated()) {
      spring(parts, wiring, Service.SIMULATOR);
    }
    Service.stages().forEach(service -> spring(parts, wiring, service));
    return parts;
  }

  private static void spring(Map<Service, Part> parts, Wiring wiring, Service service) {
    Part part = new SpringPart(service, application(service), () -> wiring.arguments(service));
    boolean readsFirst = service == Service.EDGE;
    parts.put(
        service,
        readsFirst
            ? new ServingPart(
                part, wiring.management(service).resolve("/actuator/health/readiness"))
            : part);
  }

  private static Class<?> application(Service service) {
    return switch (service) {
      case SIMULATOR -> SimulatorApplication.class;
      case AUTH -> AuthApplication.class;
      case PAY -> PayApplication.class;
      case QUERY -> QueryApplication.class;
      case REVERSE -> ReverseApplication.class;
      case REPORT -> ReportApplication.class;
      case CONSOLE -> ConsoleApplication.class;
      case EDGE -> EdgeApplication.class;
      case BROKER, DATABASE ->
          throw new IllegalArgumentException(service.label() + " is no Spring application");
    };
  }
}
