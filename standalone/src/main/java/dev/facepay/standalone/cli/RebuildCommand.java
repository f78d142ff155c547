package dev.facepay.standalone.cli;

import dev.facepay.console.log.Rebuild;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.Stores;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.setup.CannotRun;
import dev.facepay.standalone.setup.ExitCode;
import dev.facepay.standalone.setup.GivenSettings;
import dev.facepay.standalone.terminal.Logs;
import dev.facepay.standalone.terminal.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The read side, once more from nothing. */
@Command(
    name = "rebuild",
    description = {
      "Folds the whole log anew beside the read side, then puts it in place; the system may go on.",
      "What is older than the log stays."
    })
final class RebuildCommand implements Callable<Integer> {

  private static final String DATABASE = "facepay_report";

  private final FacePayCommand top;

  @Mixin private Reach reach = new Reach();

  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "The log, if it is another.")
  private @Nullable String kafka;

  @Option(
      names = "--mongo",
      paramLabel = "URI",
      description = "The database, if it is another or needs a password.")
  private @Nullable String mongo;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "How the services reach the log, like facepay.kafka.topic-prefix=b.; repeatable.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  RebuildCommand(FacePayCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    Optional<RunningSystem> running = reach.running(top);
    String log =
        Optional.ofNullable(kafka)
            .or(() -> running.map(RunningSystem::bootstrapServers))
            .orElseThrow(() -> reach.noneRuns(top));
    String database =
        Optional.ofNullable(mongo)
            .or(() -> running.map(RunningSystem::mongo))
            .orElseThrow(() -> reach.noneRuns(top));
    Terminal terminal = top.terminal();
    long began = System.nanoTime();
    try (Stores stores = new Stores(Database.at(database, DATABASE))) {
      FacePayKafka reached =
          new GivenSettings(overrides, top.environment()).kafka(log, "facepay-rebuild");
      Rebuild.Result result =
          new Rebuild(reached, stores).run(read -> terminal.transientLine(read + " records read"));
      terminal.transientLine("");
      terminal.line(
          "%d facts folded into %d payments in %s"
              .formatted(
                  result.facts(),
                  result.payments(),
                  Terminal.seconds(Duration.ofNanos(System.nanoTime() - began))));
      if (result.kept() > 0) {
        terminal.line(
            "%d payments and trades are older than the log: taken over from what there was"
                .formatted(result.kept()));
      }
      return ExitCode.OK.status();
    } catch (Rebuild.Refused e) {
      terminal.transientLine("");
      throw new CannotRun(
          ExitCode.CONFIGURATION,
          "the read side stays as it is: " + e.getMessage(),
          "name the log with --kafka, and its prefix with --set facepay.kafka.topic-prefix=P",
          e);
    } catch (KafkaException | StoreUnavailable e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "the read side stays as it is (%s)".formatted(e.getMessage()),
          "see to broker and database and run it again: that is safe at any time",
          e);
    }
  }
}
