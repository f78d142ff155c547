package dev.facepay.standalone.setup;

import dev.facepay.embedded.EmbeddedBroker;
import dev.facepay.payment.Topic;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.start.GivenSettings;
import dev.facepay.standalone.start.Ports;
import dev.facepay.standalone.start.Service;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        "Checks JDK, Maven, disk, memory, ports, data, certificates and a running system.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay doctor",
      "  ./facepay doctor --set facepay.query.deadline=20s --merchants merchants",
      "  ./facepay doctor --edge https://edge.example.com"
    })
final class DoctorCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private final RunningSystem.Options system;

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
      converter = CommandContext.Key.class,
      paramLabel = "KEY=VALUE",
      description = "Check this setting too, as a start would be given it; repeatable.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print the findings as one line of JSON.")
  private boolean json;

  public DoctorCommand(CommandContext context) {
    this.context = context;
    this.system = new RunningSystem.Options(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    Ports.require(port);
    Path dataDir = system.dataDir();
    List<Finding> findings = new ArrayList<>(MachineChecks.all(dataDir));
    GivenSettings given = new GivenSettings(overrides, context.environment());
    List<Finding> settings = SettingsChecks.all(given);
    findings.addAll(settings);
    Optional<URI> named = system.namedEdge();
    if (named.isPresent()) {
      String key = context.environment().get("FACEPAY_DEVICE_KEY");
      findings.add(WorkChecks.edge(named.get(), key));
    }
    Optional<RunningSystem> running = system.running();
    if (running.isPresent()) {
      findings.addAll(SystemChecks.running(running.get()));
      findings.addAll(WorkChecks.running(running.get().http().values()));
      Optional<String> operator = OperatorKey.read(dataDir.resolve("keys"));
      URI console = running.get().apis().get(Service.CONSOLE.label());
      if (operator.isPresent() && console != null) {
        findings.add(WorkChecks.attention(console, operator.get()));
      }
      if (settings.stream().noneMatch(Finding::bad)) {
        findings.add(
            SettingsChecks.topics(asMade(given).kafka(running.get().bootstrapServers(), "doctor")));
      }
    } else if (named.isEmpty()) {
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

  /** The topics of a broker inside have as many partitions as they were made with. */
  private GivenSettings asMade(GivenSettings given) {
    int made =
        EmbeddedBroker.partitions(
            system.dataDir().resolve("broker"), Topic.PAYMENT_REQUESTED.wire());
    Map<String, String> settings = new LinkedHashMap<>(given.named());
    if (made > 0) {
      settings.putIfAbsent("facepay.kafka.topics.partitions", Integer.toString(made));
    }
    return new GivenSettings(settings, given.environment());
  }

  private void tell(List<Finding> findings) {
    Output out = context.output();
    if (json) {
      out.line(JsonMapper.shared().writeValueAsString(findings));
      return;
    }
    for (Finding finding : findings) {
      String mark =
          switch (finding.mark()) {
            case GOOD -> out.good("✓");
            case BAD -> out.bad("✗");
            case NOTE -> out.wary("–");
          };
      String fix = finding.fix().isEmpty() ? "" : out.wary("  → " + finding.fix());
      out.line("  %s %-24s %s%s".formatted(mark, finding.what(), finding.found(), fix));
    }
  }
}
