package dev.facepay.bench;

import dev.facepay.standalone.start.FacePaySystem;
import dev.facepay.standalone.start.SystemSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Services, broker and gateway, on a database that is outside. */
final class SystemBeside {

  private SystemBeside() {}

  /** What differs from a system as it is started otherwise: limits that protect, not capacity. */
  static Map<String, String> overrides() {
    Map<String, String> raised = new LinkedHashMap<>();
    // Two devices stand for a chain's, one merchant for many.
    raised.put("facepay.edge.rate-burst", "1000000");
    raised.put("facepay.edge.rate-per-second", "1000000");
    raised.put("facepay.gateway.quota-per-second", "100000");
    raised.put("facepay.simulator.orders-max", "100000000");
    raised.put("facepay.simulator.journal-max", "0B");
    raised.put("logging.level.dev.facepay", "warn");
    return raised;
  }

  /**
   * @param args log, data directory, the database's URI, settings as {@code name=value}
   */
  public static void main(String[] args) throws IOException {
    Logs.toFile(Path.of(args[0]));
    SystemSettings settings = SystemSettings.inside(Path.of(args[1])).withMongo(args[2]);
    for (Map.Entry<String, String> raised : overrides().entrySet()) {
      settings = settings.with(raised.getKey(), raised.getValue());
    }
    for (String more : List.of(args).subList(3, args.length)) {
      int equals = more.indexOf('=');
      settings = settings.with(more.substring(0, equals), more.substring(equals + 1));
    }
    try (FacePaySystem system = FacePaySystem.start(settings)) {
      Child.serve(system.edge().toString());
    }
  }
}
