package dev.facepay.standalone.cli;

import dev.facepay.standalone.doctor.Finding;
import dev.facepay.standalone.doctor.MachineChecks;
import dev.facepay.standalone.doctor.MerchantChecks;
import dev.facepay.standalone.doctor.SettingsChecks;
import dev.facepay.standalone.doctor.SystemChecks;
import dev.facepay.standalone.setup.ExitCode;
import dev.facepay.standalone.setup.GivenSettings;
import dev.facepay.standalone.terminal.Logs;
import dev.facepay.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Looks at everything that a start needs and at what runs, and says how to mend it. */
@Command(
    name = "doctor",
    description =
        "Checks JDK, Maven, disk, memory, ports, data, certificates and a running system.")
final class DoctorCommand implements Callable<Integer> {

  private final FacePayCommand top;

  @Mixin private Reach reach = new Reach();

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "N",
      description = "The first of the ports that a start would take (default: 8080).")
  private int port;

  @Option(
      names = "--merchants",
      paramLabel = "DIR",
      description = "Check these merchants' keys and certificates, not the simulator's.")
  private @Nullable Path merchants;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Check this setting too, as a start would be given it; repeatable.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print the findings as one line of JSON.")
  private boolean json;

  DoctorCommand(FacePayCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    Path dataDir = reach.dataDir(top);
    List<Finding> findings = new ArrayList<>(MachineChecks.all(dataDir));
    GivenSettings given = new GivenSettings(overrides, top.environment());
    List<Finding> settings = SettingsChecks.all(given);
    findings.addAll(settings);
    var running = reach.running(top);
    if (running.isPresent()) {
      findings.addAll(SystemChecks.running(running.get()));
      if (settings.stream().noneMatch(Finding::bad)) {
        findings.add(
            SettingsChecks.topics(given.kafka(running.get().bootstrapServers(), "doctor")));
      }
    } else {
      findings.add(MachineChecks.ports(port));
      findings.add(
          Finding.note("running system", "none on " + dataDir, "./facepay start runs one"));
    }
    Path merchantsDir =
        merchants == null ? dataDir.resolve("simulator").resolve("merchants") : merchants;
    findings.addAll(MerchantChecks.all(merchantsDir, merchants != null));
    tell(findings);
    return findings.stream().anyMatch(Finding::bad)
        ? ExitCode.NOT_SETTLED.status()
        : ExitCode.OK.status();
  }

  private void tell(List<Finding> findings) {
    Terminal terminal = top.terminal();
    if (json) {
      terminal.line(JsonMapper.shared().writeValueAsString(findings));
      return;
    }
    for (Finding finding : findings) {
      String mark =
          switch (finding.mark()) {
            case GOOD -> terminal.good("✓");
            case BAD -> terminal.bad("✗");
            case NOTE -> terminal.wary("–");
          };
      String fix = finding.fix().isEmpty() ? "" : terminal.wary("  → " + finding.fix());
      terminal.line("  %s %-24s %s%s".formatted(mark, finding.what(), finding.found(), fix));
    }
  }
}
