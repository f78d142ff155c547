package dev.facepay.standalone.start;

import dev.facepay.embedded.Durability;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Output;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Runs the system until it is told to stop. */
@Command(
    name = "start",
    description = {
      "Runs everything in one process: broker, database, gateway simulator, services.",
      "Data stays in the data directory, whatever happens to the process."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay start",
      "  ./facepay start --port 9000 --data-dir data --set facepay.query.deadline=20s",
      "  ./facepay start --gateway https://api.mch.weixin.qq.com --merchants merchants"
    })
public final class StartCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Everything durable lies here (default: data, beside the launcher).")
  private @Nullable Path dataDir;

  @Option(
      names = "--kafka",
      converter = CommandContext.Brokers.class,
      paramLabel = "HOST:PORT",
      description = "Use this Kafka instead of the broker inside.")
  private @Nullable String kafka;

  @Option(
      names = "--mongo",
      converter = CommandContext.MongoUri.class,
      paramLabel = "URI",
      description = "Use this MongoDB instead of the database inside.")
  private @Nullable String mongo;

  @Option(
      names = "--set",
      converter = CommandContext.Key.class,
      paramLabel = "KEY=VALUE",
      description = "A setting for every service, like facepay.query.deadline=20s; repeatable.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description =
          "Port of the edge API (default: 8080); the other parts take the "
              + (Ports.COUNT - 1)
              + " after it. 0: any free ones.")
  private int port;

  @Option(
      names = "--gateway",
      paramLabel = "URL",
      split = ",",
      description =
          "Pay through this gateway (its second domain after a comma), not the simulator.")
  private List<URI> gateways = List.of();

  @Option(
      names = "--merchants",
      paramLabel = "DIR",
      description = "The merchants' keys and certificates; needed with --gateway.")
  private @Nullable Path merchants;

  @Option(
      names = "--durability",
      paramLabel = "synced|process",
      description = {
        "What the broker and the database inside acknowledge survives kill -9 either way; synced: a"
            + " power cut too. Default: synced with --gateway, process with the simulator."
      })
  private @Nullable Durability durability;

  @Option(names = "--json", description = "Print one line of JSON when ready, nothing else.")
  private boolean json;

  @Option(names = "--log", description = "Log to standard error instead of the data directory.")
  private boolean logHere;

  public StartCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!overrides.isEmpty()) {
      new GivenSettings(overrides, context.environment()).check();
    }
    SystemSettings settings =
        new SystemSettings(
            dataDir == null ? context.defaultDataDir() : dataDir,
            port,
            kafka,
            mongo,
            gateways,
            merchants,
            durability,
            overrides);
    Output out = context.output();
    StartReport report = new StartReport(out, json);
    long began = System.nanoTime();
    FacePaySystem running = report.start(settings, logHere);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(running, report, stopped)));
    if (json) {
      out.line(JsonMapper.shared().writeValueAsString(running.running()));
    } else {
      report.ready(running, Duration.ofNanos(System.nanoTime() - began));
    }
    try (SpareHeap _ = SpareHeap.watch()) {
      stopped.await();
    }
    return ExitCode.OK.status();
  }

  private static void drain(FacePaySystem running, StartReport report, CountDownLatch stopped) {
    long began = System.nanoTime();
    report.stopping();
    running.close();
    report.stopped(Duration.ofNanos(System.nanoTime() - began));
    stopped.countDown();
  }
}
