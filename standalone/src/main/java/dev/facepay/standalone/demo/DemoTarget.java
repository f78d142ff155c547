package dev.facepay.standalone.demo;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.start.GivenSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a demo on a system that runs already: where it is, as far as that is known. */
final class DemoTarget {

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

  @Option(
      names = "--auth",
      paramLabel = "URL",
      description = "With --edge: auth-service, to enrol terminals; else the keys file has them.")
  private @Nullable URI auth;

  @Option(
      names = {"--console", "--report"},
      paramLabel = "URL",
      description = "With --edge: console-service, for coverage and totals.")
  private @Nullable URI report;

  @Option(
      names = "--kafka",
      converter = CommandContext.Brokers.class,
      paramLabel = "HOST:PORT",
      description = "With --edge: the log, for the facts' totals.")
  private @Nullable String kafka;

  boolean isGiven() {
    return edge != null;
  }

  /**
   * Null is out of reach. The operator's key is that of the data directory or of the environment.
   *
   * @throws CannotRun if there is no ledger to judge by
   */
  SystemAddresses sources(CommandContext context, Path data, Optional<RunningSystem> running) {
    URI there = edge;
    if (there == null) {
      throw new IllegalStateException("asked for only if it is given");
    }
    URI ledger =
        Optional.ofNullable(simulator)
            .or(() -> running.map(RunningSystem::simulator))
            .orElseThrow(
                () ->
                    new CannotRun(
                        ExitCode.UNREACHABLE,
                        "no system with a simulator runs on " + data,
                        "give its --data-dir or --simulator: the ledger judges"));
    Optional<RunningSystem> here = running.filter(found -> found.edge().equals(there));
    if (here.isPresent()) {
      return SystemAddresses.of(
          here.get(), ledger, data, log(context, here.get().bootstrapServers()));
    }
    String given = context.environment().getOrDefault("FACEPAY_OPERATOR_KEY", "");
    String key = given.isEmpty() ? OperatorKey.read(data.resolve("keys")).orElse(null) : given;
    FacePayKafka log = kafka == null ? null : log(context, kafka);
    return new SystemAddresses(there, ledger, log, report, auth, key, List.of());
  }

  private static FacePayKafka log(CommandContext context, String servers) {
    return new GivenSettings(Map.of(), context.environment()).kafka(servers, "facepay-demo");
  }
}
