package dev.facepay.standalone.storage;

import dev.facepay.console.projection.Rebuild;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.Stores;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.start.GivenSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The read side, once more from nothing. */
@Command(
    name = "rebuild",
    description = {
      "Folds the whole log anew beside the read side, then puts it in place; the system may go on.",
      "What is older than the log stays."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./facepay rebuild"})
final class RebuildCommand implements Callable<Integer> {

  private static final String DATABASE = "facepay_report";

  private final CommandContext context;

  @Mixin private final RunningSystem.Options system;
  @Mixin private final RunningSystem.Options.Kafka kafka = new RunningSystem.Options.Kafka();
  @Mixin private final RunningSystem.Options.Mongo mongo = new RunningSystem.Options.Mongo();

  @Option(
      names = "--set",
      converter = CommandContext.Key.class,
      paramLabel = "KEY=VALUE",
      description =
          "How the services reach the log, like facepay.kafka.topic-prefix=b.; repeatable.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  public RebuildCommand(CommandContext context) {
    this.context = context;
    this.system = new RunningSystem.Options(context);
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    String log = kafka.servers(system);
    String database = mongo.uri(system);
    Output out = context.output();
    long began = System.nanoTime();
    try (Stores stores = new Stores(Database.at(database, DATABASE))) {
      FacePayKafka reached =
          new GivenSettings(overrides, context.environment()).kafka(log, "facepay-rebuild");
      Rebuild.Result result =
          new Rebuild(reached, stores).run(read -> out.transientLine(read + " records read"));
      out.transientLine("");
      out.line(
          "%d facts folded into %d payments in %s"
              .formatted(
                  result.facts(),
                  result.payments(),
                  Output.seconds(Duration.ofNanos(System.nanoTime() - began))));
      if (result.kept() > 0) {
        out.line(
            "%d payments and trades are older than the log: taken over from what there was"
                .formatted(result.kept()));
      }
      return ExitCode.OK.status();
    } catch (Rebuild.Refused e) {
      out.transientLine("");
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
