package dev.facepay.standalone.terminal;

import dev.facepay.standalone.FacePaySystem;
import dev.facepay.standalone.data.DemoDevice;
import dev.facepay.standalone.setup.Service;
import dev.facepay.standalone.setup.StartListener;
import dev.facepay.standalone.setup.SystemSettings;
import java.time.Duration;

/** What a person sees of a start: one line a part, then where everything is. */
public final class StartReport implements StartListener {

  private final Terminal terminal;
  private final boolean silent;

  public StartReport(Terminal terminal, boolean silent) {
    this.terminal = terminal;
    this.silent = silent;
  }

  public void begin(SystemSettings settings) {
    if (!silent) {
      terminal.line(
          terminal.strong("FacePay " + Version.text())
              + terminal.dim("   data: " + settings.dataDir().toAbsolutePath().normalize()));
    }
  }

  @Override
  public void up(Service service, Duration took, String where) {
    if (!silent) {
      terminal.line(
          "  %s %-18s %7s   %s"
              .formatted(
                  terminal.good("✓"),
                  service.label(),
                  Terminal.seconds(took),
                  terminal.dim(where)));
    }
  }

  public void ready(FacePaySystem running, Duration took) {
    addresses(running);
    tryIt(running);
    terminal.line(
        terminal.good("facepay is ready")
            + " after "
            + Terminal.seconds(took)
            + "; Ctrl-C stops it");
  }

  public void addresses(FacePaySystem running) {
    terminal.line();
    row("Edge API", running.edge() + "/v1/payments");
    row("OpenAPI", running.edge() + "/v3/api-docs");
    row("Console", running.management(Service.CONSOLE) + "/");
    running.simulatorControl().ifPresent(uri -> row("Simulator", uri + "/_sim/summary"));
    row("Kafka", running.bootstrapServers());
    row("MongoDB", running.running().mongo());
    row("Health", running.management(Service.EDGE) + "/actuator/health");
    row("Metrics", running.management(Service.EDGE) + "/actuator/prometheus");
    row("Log", running.dataDir().resolve("logs").resolve("facepay.log").toString());
  }

  public void stopping() {
    if (!silent) {
      terminal.line();
      terminal.line("stopping: what is in hand is finished first …");
    }
  }

  public void stopped(Duration took) {
    if (!silent) {
      terminal.line("stopped in order after " + Terminal.seconds(took));
    }
  }

  private void tryIt(FacePaySystem running) {
    terminal.line();
    if (running.devices().isEmpty()) {
      terminal.line("  Devices and their keys are those of your own keys file.");
    } else {
      DemoDevice device = running.devices().getFirst();
      terminal.line("  Try it, as device " + device.id() + " of shop " + device.store() + ":");
      terminal.line();
      TryIt.curl(running.edge(), device).lines().forEach(line -> terminal.line("    " + line));
    }
    terminal.line();
  }

  private void row(String name, String value) {
    terminal.line("  %-10s %s".formatted(name, value));
  }
}
