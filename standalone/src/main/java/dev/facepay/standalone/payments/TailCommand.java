package dev.facepay.standalone.payments;

import dev.facepay.payment.Fact;
import dev.facepay.payment.FactType;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.fact.LoggedFact;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.start.GivenSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The facts as they happen. */
@Command(
    name = "tail",
    description = "Follows the facts live, one a line, until it is stopped.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay tail --since 10m",
      "  ./facepay tail --type attention --store S001 --count 5"
    })
final class TailCommand implements Callable<Integer> {

  private static final Duration CONTACT_MAX = Duration.ofSeconds(15);

  private final CommandContext context;
  private final BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final RunningSystem.Options system;
  @Mixin private final RunningSystem.Options.Kafka kafka = new RunningSystem.Options.Kafka();

  @Option(
      names = "--type",
      paramLabel = "TEXT",
      description = "Only facts whose name has this in it, like succeeded or attention.")
  private String type = "";

  @Option(names = "--store", paramLabel = "ID", description = "Only payments of this store.")
  private @Nullable String store;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Begin so far back, like 10m or 2h (default: now).")
  private Duration since = Duration.ZERO;

  @Option(names = "--count", paramLabel = "N", description = "End after so many (default: never).")
  private long count = Long.MAX_VALUE;

  public TailCommand(CommandContext context) {
    this.context = context;
    this.system = new RunningSystem.Options(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    if (count < 1) {
      throw new ParameterException(spec.commandLine(), "--count must be at least 1");
    }
    String log = kafka.servers(system);
    LogFollower follower =
        new LogFollower(
            new GivenSettings(Map.of(), context.environment()).kafka(log, "facepay-tail"),
            "tail",
            topics(),
            since,
            Timekeeper.system(),
            new SimpleMeterRegistry(),
            this::take);
    follower.start();
    try {
      for (long shown = 0; shown < count; shown++) {
        context.output().line(FactText.line(context.output(), next(follower)));
      }
    } finally {
      follower.stop();
    }
    return ExitCode.OK.status();
  }

  private Fact next(LogFollower follower) throws InterruptedException {
    while (true) {
      Fact fact = facts.poll(CONTACT_MAX.toSeconds(), TimeUnit.SECONDS);
      if (fact != null) {
        return fact;
      }
      follower
          .check()
          .ifPresent(
              wrong -> {
                throw new CannotRun(
                    ExitCode.UNREACHABLE,
                    "the log does not answer (" + wrong + ")",
                    "start the system, or say with --kafka where it is");
              });
    }
  }

  private void take(LoggedFact logged) {
    logged.fact().filter(this::wanted).ifPresent(facts::add);
  }

  private boolean wanted(Fact fact) {
    boolean here =
        store == null
            || (fact instanceof PaymentFact payment
                && payment.payment().store().value().equals(store));
    return here && fact.type().wire().contains(type);
  }

  /** Those whose facts may be wanted. */
  private Set<Topic> topics() {
    Set<Topic> wanted =
        Arrays.stream(FactType.values())
            .filter(known -> known.wire().contains(type))
            .map(FactType::topic)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)));
    if (wanted.isEmpty()) {
      throw new CannotRun(
          ExitCode.USAGE,
          "no fact has \"%s\" in its name".formatted(type),
          "the names are "
              + Arrays.stream(FactType.values())
                  .map(FactType::wire)
                  .collect(Collectors.joining(", ")));
    }
    return wanted;
  }
}
