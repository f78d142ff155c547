package dev.facepay.standalone.cli;

import dev.facepay.standalone.FacePaySystem;
import dev.facepay.standalone.data.DemoDevice;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.data.Workplace;
import dev.facepay.standalone.demo.DemoRun;
import dev.facepay.standalone.demo.Verdict;
import dev.facepay.standalone.setup.CannotRun;
import dev.facepay.standalone.setup.ExitCode;
import dev.facepay.standalone.setup.SystemSettings;
import dev.facepay.standalone.terminal.DemoReport;
import dev.facepay.standalone.terminal.Logs;
import dev.facepay.standalone.terminal.StartReport;
import dev.facepay.standalone.terminal.SystemStarter;
import dev.facepay.standalone.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Starts a system for the occasion, pays in every way and judges by the gateway's ledger. */
@Command(
    name = "demo",
    description = {
      "Starts everything and watches mixed payments go through: paid, refused, unclear, reversed.",
      "Ends with a line computed from the simulator's ledger; anything off or open: exit code 1.",
      "Takes about a minute and a half: the waits of the protocol are real.%n",
      "The last three digits of an amount tell the simulator what to do, also with"
          + " ./facepay pay:",
      "  901–906 refused   911 password, then paid   912 then refused   913 never typed",
      "  921 charged, answer lost   922 request lost   923 SYSTEMERROR, yet charged",
      "  941 answer with a wrong amount   945 forged success"
    })
final class DemoCommand implements Callable<Integer> {

  /** The chase of an order that never arrived ends after a minute and what is set here. */
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  private static final int ORDERS_MAX = 99_999;

  private final FacePayCommand top;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--orders", defaultValue = "200", description = "How many (default: 200).")
  private int orders;

  @Option(names = "--rate", defaultValue = "20", description = "Per second (default: 20).")
  private double perSecond;

  @Option(names = "--seed", defaultValue = "1", description = "Same seed, same mix (default: 1).")
  private long seed;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Keep the data here (default: a temporary directory, removed at the end).")
  private @Nullable Path dataDir;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Port of the edge API (default: any free one).")
  private int port;

  @Option(
      names = "--edge",
      paramLabel = "URL",
      description = "Use the system that runs there, on --data-dir or ./data, with its simulator.")
  private @Nullable URI edge;

  @Option(
      names = "--simulator",
      paramLabel = "URL",
      description = "With --edge: the simulator's control API, if no data directory tells it.")
  private @Nullable URI simulator;

  @Option(names = "--keep", description = "Go on running afterwards, until Ctrl-C.")
  private boolean keep;

  @Option(names = "--json", description = "Print only the verdict, as one line of JSON.")
  private boolean json;

  DemoCommand(FacePayCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (orders < 1 || orders > ORDERS_MAX || !(perSecond > 0 && perSecond <= 10_000)) {
      throw new ParameterException(
          spec.commandLine(), "--orders must be 1 to 99999 and --rate above 0 to 10000");
    }
    return edge == null ? ownSystem() : runningSystem(edge);
  }

  private int runningSystem(URI there) throws IOException, InterruptedException {
    Logs.quiet();
    Path data = dataDir == null ? top.defaultDataDir() : dataDir;
    Reach reach = new Reach(data);
    URI ledger =
        Optional.ofNullable(simulator)
            .or(() -> reach.running(top).map(RunningSystem::simulator))
            .orElseThrow(
                () ->
                    new CannotRun(
                        ExitCode.UNREACHABLE,
                        "no system with a simulator runs on " + reach.dataDir(top),
                        "give its --data-dir or --simulator: the ledger judges"));
    return judge(there, ledger, reach.devices(top));
  }

  private int ownSystem() throws IOException, InterruptedException {
    try (Workplace place = Workplace.of(dataDir)) {
      SystemSettings settings =
          SystemSettings.inside(place.dir())
              .withPort(port)
              // An order that never arrived is watched for 10 minutes; here nobody waits for that.
              .with("facepay.reverse.never-reached-after", "5s")
              .with("facepay.reverse.not-found-every", "5s");
      StartReport report = new StartReport(top.terminal(), json);
      long began = System.nanoTime();
      FacePaySystem running = SystemStarter.start(settings, report, false);
      Thread drain = new Thread(running::close);
      Runtime.getRuntime().addShutdownHook(drain);
      try (running) {
        if (!json) {
          report.ready(running, Duration.ofNanos(System.nanoTime() - began));
        }
        URI ledger = running.simulatorControl().orElseThrow();
        int status = judge(running.edge(), ledger, running.devices());
        if (status == ExitCode.OK.status()) {
          place.done();
        } else if (!json) {
          top.terminal().line("the data stays in " + place.dir());
        }
        if (keep) {
          top.terminal().line("still running; Ctrl-C stops it");
          Thread.currentThread().join();
        }
        return status;
      }
    }
  }

  private int judge(URI edgeUri, URI ledger, List<DemoDevice> devices)
      throws IOException, InterruptedException {
    if (devices.isEmpty()) {
      throw new CannotRun(
          ExitCode.CONFIGURATION, "no demo devices known", "let the system make its own keys file");
    }
    Terminal terminal = json ? top.terminal().silent() : top.terminal();
    DemoReport report = new DemoReport(terminal);
    report.head();
    DemoRun.Size size = new DemoRun.Size(orders, perSecond, seed, PATIENCE);
    Verdict verdict = new DemoRun(edgeUri, ledger, size).run(devices, report);
    report.verdict(verdict);
    if (json) {
      top.terminal().line(JsonMapper.shared().writeValueAsString(verdict));
    }
    return verdict.allWell() ? ExitCode.OK.status() : ExitCode.NOT_SETTLED.status();
  }
}
