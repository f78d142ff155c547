package dev.facepay.standalone.devicecheck;

import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.devicecheck.Judge.Wrong;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Leads the developer of a merchant App through cases, and says what the App did wrong. */
@Command(
    name = "device-check",
    description = {
      "Leads a merchant App through cases and says what it did wrong.",
      "It stands between the App and the edge of a running system, loses and refuses answers and"
          + " breaks",
      "lines; you work the App as it tells you. The App needs the address that it prints, and a"
          + " device's key.",
      "The system must run with the simulator."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay device-check",
      "  ./facepay device-check --case answer-lost,power-cut",
      "  ./facepay device-check --list",
      "  ./facepay device-check --port 8071 --within 90s"
    })
public final class DeviceCheckCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Of the running system; tells its address.")
  private @Nullable Path dataDir;

  @Option(names = "--edge", paramLabel = "URL", description = "If not the data directory's.")
  private @Nullable URI edge;

  @Option(
      names = "--case",
      split = ",",
      converter = CaseId.class,
      paramLabel = "CASE",
      description = "Only these; --list tells all.")
  private List<Case> cases = List.of();

  @Option(names = "--list", description = "Lists the cases and what to do in each.")
  private boolean list;

  @Option(
      names = "--port",
      defaultValue = "8070",
      paramLabel = "PORT",
      description = "Where the App finds it, on this machine (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--within",
      defaultValue = "3m",
      paramLabel = "TIME",
      description = "How long a case may take once it has begun (default: ${DEFAULT-VALUE}).")
  private Duration within = Duration.ZERO;

  @Option(
      names = "--patience",
      defaultValue = "10m",
      paramLabel = "TIME",
      description = "How long it waits for a case to begin (default: ${DEFAULT-VALUE}).")
  private Duration patience = Duration.ZERO;

  public DeviceCheckCommand(CommandContext context) {
    this.context = context;
  }

  /** A case as it is written on the command line. */
  static final class CaseId implements ITypeConverter<Case> {

    @Override
    public Case convert(String text) {
      return Arrays.stream(Case.values())
          .filter(it -> it.id().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "there is no case '%s', only %s"
                          .formatted(text, Arrays.stream(Case.values()).map(Case::id).toList())));
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    Output out = context.output();
    List<Case> wanted = cases.isEmpty() ? List.of(Case.values()) : cases;
    if (list) {
      wanted.forEach(it -> out.line("%-12s  %s".formatted(it.id(), it.todo())));
      return ExitCode.OK.status();
    }
    URI there = edge();
    try (DeviceCheck check = DeviceCheck.before(there, port, InstantSource.system())) {
      out.line(
          "the App's edge is %s now, with a device's key as before (it goes on to %s)"
              .formatted(out.strong(check.address().toString()), there));
      int failed = 0;
      for (Case each : wanted) {
        failed += passes(check, each, out) ? 0 : 1;
      }
      out.line();
      out.line(
          failed == 0
              ? out.good("%d cases, all as it should be".formatted(wanted.size()))
              : out.bad("%d of %d cases went wrong".formatted(failed, wanted.size())));
      return failed == 0 ? ExitCode.OK.status() : ExitCode.NOT_SETTLED.status();
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.PORT_BUSY, "port %d is in use".formatted(port), "choose another --port", e);
    }
  }

  private URI edge() {
    Path data = Objects.requireNonNullElse(dataDir, context.defaultDataDir());
    return Optional.ofNullable(edge)
        .or(() -> RunningSystem.read(data).map(RunningSystem::edge))
        .orElseThrow(() -> CannotRun.noSystem(data, "--edge"));
  }

  private boolean passes(DeviceCheck check, Case tried, Output out) throws InterruptedException {
    out.line();
    out.line("%s: %s".formatted(out.strong(tried.id()), tried.todo()));
    List<Wrong> wrong = check.run(tried, patience, within);
    if (wrong.isEmpty()) {
      out.line(
          "  %s; the App must show: %s (%s)"
              .formatted(out.good("as it should be"), tried.screen(), Codes.yuan(tried.fen())));
    }
    wrong.forEach(it -> out.line("  %s %s".formatted(out.bad(it.name() + ":"), it.text())));
    return wrong.isEmpty();
  }
}
