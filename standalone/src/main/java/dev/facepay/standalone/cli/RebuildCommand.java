package dev.facepay.standalone.cli;

import dev.facepay.report.log.ReadSide;
import dev.facepay.report.log.Rebuild;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.Stores;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.setup.CannotRun;
import dev.facepay.standalone.setup.ExitCode;
import dev.facepay.standalone.terminal.Logs;
import dev.facepay.standalone.terminal.Terminal;
import java.time.Duration;
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
    description = "Empties the read side and folds the whole log anew; the system may go on.")
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

  RebuildCommand(FacePayCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() {
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
      ReadSide readSide = ReadSide.in(stores);
      long facts =
          new Rebuild(FacePayKafka.at(log, "facepay-rebuild", ""), readSide)
              .run(read -> terminal.transientLine(read + " records read"));
      terminal.transientLine("");
      terminal.line(
          "%d facts folded into %d payments in %s"
              .formatted(
                  facts,
                  readSide.stories().count(),
                  Terminal.seconds(Duration.ofNanos(System.nanoTime() - began))));
      return ExitCode.OK.status();
    } catch (KafkaException | StoreUnavailable e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "the read side is not whole (%s)".formatted(e.getMessage()),
          "see to broker and database and run it again: that is safe at any time",
          e);
    }
  }
}
