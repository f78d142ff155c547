package dev.facepay.standalone.demo;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.demo.MoneyWatch.Bills;
import dev.facepay.standalone.start.FacePaySystem;
import dev.facepay.standalone.start.StartReport;
import dev.facepay.standalone.start.SystemSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Starts a system for the occasion, pays in every way and judges by the gateway's ledger. */
@Command(
    name = "demo",
    description = {
      "Starts everything, and watches mixed payments: paid, refused, unclear, reversed.",
      "Ends with the simulator's ledger, the coverage of trade reports, and whether ledger,",
      "topics, read side and metrics count the same; then gives some of it back, and compares",
      "the gateway's bill of the day with all of it. Anything off or open: exit code 1.",
      "Takes about two minutes: the waits of the protocol are real.%n",
      "The last three digits of an amount tell the simulator what to do, also with pay:",
      "  901–906 refused   911 password, then paid   912 then refused   913 never typed",
      "  921 charged, answer lost   922 request lost   923 SYSTEMERROR, yet charged",
      "  941 answer with a wrong amount   945 forged success"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay demo",
      "  ./facepay demo --orders 50 --rate 10 --keep",
      "  ./facepay demo --edge http://localhost:8080"
    })
public final class DemoCommand implements Callable<Integer> {

  /** The reversal of an order that never arrived ends after a minute and what is set here. */
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  /** As services have it that nobody told otherwise: such an order is watched for ten minutes. */
  private static final Duration PATIENCE_ELSEWHERE = Duration.ofMinutes(16);

  private static final int ORDERS_MAX = 99_999;

  /** Each is a thread and a request that waits. */
  private static final int DEVICES_MAX = 500;

  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--orders", defaultValue = "200", description = "How many (default: 200).")
  private int orders;

  @Option(names = "--rate", defaultValue = "20", description = "Per second (default: 20).")
  private double perSecond;

  @Option(
      names = "--devices",
      defaultValue = "20",
      description = "Tills, each with one buyer at a time (default: 20).")
  private int devices;

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

  @Mixin private DemoTarget target = new DemoTarget();

  @Option(names = "--keep", description = "Go on running afterwards, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--disturbed",
      description = {
        "Somebody stops services meanwhile: orders may then end unpaid that would be paid;"
            + " money must be right all the same."
      })
  private boolean disturbed;

  @Option(
      names = "--wrong-bill",
      description = {
        "The simulator's first bill leaves one payment out, and tells another amount and another"
            + " rate of two: each must be told, and explained by the next bill."
      })
  private boolean wrongBill;

  @Option(names = "--json", description = "Print only the verdict, as one line of JSON.")
  private boolean json;

  public DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (orders < 1 || orders > ORDERS_MAX || !(perSecond > 0 && perSecond <= 10_000)) {
      throw new ParameterException(
          spec.commandLine(), "--orders must be 1 to 99999 and --rate above 0 to 10000");
    }
    if (devices < 1 || devices > DEVICES_MAX) {
      throw new ParameterException(
          spec.commandLine(), "--devices must be 1 to %d".formatted(DEVICES_MAX));
    }
    if (wrongBill && target.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "--wrong-bill needs a system of the demo's own, without --edge");
    }
    return target.isGiven() ? runningSystem() : ownSystem();
  }

  private int runningSystem() throws IOException, InterruptedException {
    Logs.quiet();
    Path data =
        Objects.requireNonNullElse(dataDir, context.defaultDataDir()).toAbsolutePath().normalize();
    SystemAddresses sources = target.sources(context, data, RunningSystem.read(data));
    Output out = json ? context.output().silent() : context.output();
    new SystemReady(sources, out::line).await();
    // Keys and journals need a disk; the data directory may be read-only here.
    boolean ours = sources.canEnrol() && Files.isWritable(data);
    try (DemoDirectory disks = DemoDirectory.of(ours ? data : null)) {
      return judge(sources, disks, DemoDevices.read(data.resolve("keys")));
    }
  }

  private int ownSystem() throws IOException, InterruptedException {
    try (DemoDirectory place = DemoDirectory.of(dataDir)) {
      SystemSettings settings =
          SystemSettings.inside(place.dir())
              .withPort(port)
              // An order that never arrived is watched for 10 minutes; here nobody waits for that.
              .with("facepay.reverse.never-reached-after", "5s")
              .with("facepay.reverse.not-found-every", "5s")
              .with("facepay.refund.query-first", "1s")
              // WeChat makes a day's bill on the day after; the simulator does when it is told.
              .with("facepay.reconcile.ready-after", "0s")
              .with("facepay.reconcile.look-every", "1s")
              .with("facepay.reconcile.ask-again", "1s")
              .with("facepay.reconcile.compare-again", "2s")
              .with("facepay.reconcile.empty-after", "48h")
              .with("facepay.reconcile.days-back", "1")
              .with("facepay.reconcile.rates.1900000109", "0.60%")
              .with("facepay.reconcile.rates.1900000110", "0.60%")
              // All tills are enrolled from one address at once.
              .with("facepay.edge.enrol.address-burst", Integer.toString(2 * DEVICES_MAX));
      StartReport report = new StartReport(context.output(), json);
      long began = System.nanoTime();
      FacePaySystem running = report.start(settings, false);
      Thread drain = new Thread(running::close);
      Runtime.getRuntime().addShutdownHook(drain);
      try (running) {
        if (!json) {
          report.ready(running, Duration.ofNanos(System.nanoTime() - began));
        }
        URI ledger = running.simulatorControl().orElseThrow();
        SystemAddresses sources = SystemAddresses.of(running.running(), ledger, running.dataDir());
        int status = judge(sources, place, running.devices());
        if (status != ExitCode.OK.status() && !json) {
          context.output().line("the data stays in " + place.dir());
        }
        if (keep) {
          context.output().line("still running; Ctrl-C stops it");
          Thread.currentThread().join();
        }
        return status;
      }
    }
  }

  private int judge(SystemAddresses sources, DemoDirectory place, List<DemoDevice> known)
      throws IOException, InterruptedException {
    if (known.isEmpty()) {
      throw new CannotRun(
          ExitCode.CONFIGURATION, "no demo devices known", "let the system make its own keys file");
    }
    List<DemoDevice> tills =
        sources.canEnrol()
            ? new FleetEnrolment(sources, place.dir()).devices(known, devices)
            : known;
    try (Fleet fleet = Fleet.on(sources.edge(), tills, place.dir())) {
      int status = judge(sources, fleet, tills.size());
      if (status == ExitCode.OK.status()) {
        place.done();
      }
      return status;
    }
  }

  private int judge(SystemAddresses sources, Fleet fleet, int tills)
      throws IOException, InterruptedException {
    Output out = json ? context.output().silent() : context.output();
    boolean asksForBills = !target.isGiven();
    String slowest =
        asksForBills
            ? "reversals take 15 s to a minute"
            : "an order that never arrived may take a quarter of an hour";
    DemoReport report = new DemoReport(out, slowest);
    report.head(tills, sources.canEnrol());
    Bills bills = asksForBills ? wrongBill ? Bills.WRONG : Bills.NOW : Bills.TOMORROW;
    DemoRun.Size size =
        new DemoRun.Size(
            orders,
            perSecond,
            seed,
            asksForBills ? PATIENCE : PATIENCE_ELSEWHERE,
            bills,
            disturbed);
    DemoRun.End end = new DemoRun(sources, size).run(fleet, report);
    report.verdict(end.verdict(), disturbed);
    report.agreement(end.agreement());
    Money money = end.money();
    if (money != null) {
      report.money(money, asksForBills);
    }
    if (json) {
      ObjectNode line = JsonMapper.shared().valueToTree(end.verdict());
      line.set("agreement", JsonMapper.shared().valueToTree(end.agreement()));
      line.set("money", JsonMapper.shared().valueToTree(money));
      context.output().line(line.toString());
    }
    boolean well = end.allWell() && (disturbed || end.verdict().asMeant());
    return well ? ExitCode.OK.status() : ExitCode.NOT_SETTLED.status();
  }
}
