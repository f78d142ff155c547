package dev.facepay.standalone.start;

import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.command.CommandContext.Version;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** What a person sees of a start: one line a part, then where everything is. */
public final class StartReport implements FacePaySystem.StartListener {

  private static final Path LOG = Path.of("logs", "facepay.log");

  private final Output out;
  private final boolean silent;

  public StartReport(Output out, boolean silent) {
    this.out = out;
    this.silent = silent;
  }

  /** Starts a system with its log put where it belongs. */
  public FacePaySystem start(SystemSettings settings, boolean logHere) {
    begin(settings);
    // A folder that cannot be written is the system's to tell; until then nothing is logged.
    Logs.quiet();
    Path log = settings.dataDir().toAbsolutePath().normalize().resolve(LOG);
    return FacePaySystem.start(
        settings,
        () -> {
          if (logHere) {
            Logs.toConsole();
          } else {
            Logs.toFile(log);
          }
        },
        this);
  }

  private void begin(SystemSettings settings) {
    if (!silent) {
      out.line(
          out.strong("FacePay " + Version.text())
              + out.dim("   data: " + settings.dataDir().toAbsolutePath().normalize()));
    }
  }

  @Override
  public void up(Service service, Duration took, String where) {
    if (!silent) {
      out.line(
          "  %s %-18s %7s   %s"
              .formatted(out.good("✓"), service.label(), Output.seconds(took), out.dim(where)));
    }
  }

  public void ready(FacePaySystem running, Duration took) {
    addresses(running);
    tryIt(running);
    out.line(out.good("facepay is ready") + " after " + Output.seconds(took) + "; Ctrl-C stops it");
  }

  private void addresses(FacePaySystem running) {
    out.line();
    row("Edge API", running.edge() + "/v1/payments");
    row("OpenAPI", running.edge() + "/v3/api-docs");
    row("Console", running.api(Service.CONSOLE) + "/");
    running.simulatorControl().ifPresent(uri -> row("Simulator", uri + "/_sim/summary"));
    row("Kafka", running.bootstrapServers());
    row("MongoDB", running.running().mongo());
    row("Health", running.management(Service.EDGE) + "/actuator/health");
    row("Metrics", running.management(Service.EDGE) + "/actuator/prometheus");
    row("Log", running.dataDir().resolve(LOG).toString());
  }

  void stopping() {
    if (!silent) {
      out.line();
      out.line("stopping: what is in hand is finished first …");
    }
  }

  void stopped(Duration took) {
    if (!silent) {
      out.line("stopped in order after " + Output.seconds(took));
    }
  }

  private void tryIt(FacePaySystem running) {
    out.line();
    if (running.devices().isEmpty()) {
      out.line("  Devices and their keys are those of your own keys file.");
    } else {
      DemoDevice device = running.devices().getFirst();
      out.line("  Try it, as device " + device.id() + " of shop " + device.store() + ":");
      out.line();
      curl(running.edge(), device).lines().forEach(line -> out.line("    " + line));
    }
    out.line();
  }

  /** A command to paste that really pays. */
  private static String curl(URI edge, DemoDevice device) {
    SecureRandom random = new SecureRandom();
    String order =
        Codes.orderNo(Instant.now(), device.store(), device.id(), random.nextInt(100_000_000));
    return """
    export KEY=%s
    curl -s %s/v1/payments \\
      -H "Authorization: Bearer $KEY" \\
      -H 'Content-Type: application/json' -H 'Prefer: wait=30' \\
      -d '{"order_no":"%s","attempt":1,"auth_code":"%s",
           "total_fee":1280,"body":"Noodles","channel":"face"}'
    """
        .formatted(device.key(), edge, order, Codes.paymentCode(random));
  }

  private void row(String name, String value) {
    out.line("  %-10s %s".formatted(name, value));
  }
}
