package dev.facepay.standalone.storage;

import com.mongodb.MongoException;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FacePayKafka.Layout;
import dev.facepay.runtime.fact.FacePayKafka.Publishing;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What was exported, on a Kafka and a MongoDB outside. */
@Command(
    name = "import",
    description = {
      "Writes an export to a Kafka and a MongoDB that hold nothing of ours, and reads it back.",
      "If it was stopped, the same again goes on where it was."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./facepay import --from moving --kafka kafka:9092 --mongo mongodb://mongo:27017/"})
final class ImportCommand implements Callable<Integer> {

  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR",
      description = "What ./facepay export has written.")
  private Path from = Path.of("");

  @Option(
      names = "--kafka",
      converter = CommandContext.Brokers.class,
      required = true,
      paramLabel = "HOST:PORT",
      description = "To there.")
  private String kafka = "";

  @Option(
      names = "--mongo",
      converter = CommandContext.MongoUri.class,
      required = true,
      paramLabel = "URI",
      description = "And to there.")
  private String mongo = "";

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "1",
      description = "Copies of each record; with 3, two must have it (${DEFAULT-VALUE}).")
  private short replicas;

  @Option(
      names = "--kafka-property",
      converter = CommandContext.Key.class,
      paramLabel = "KEY=VALUE",
      description = "For Kafka's clients, like security.protocol=SSL; repeatable.")
  private Map<String, String> properties = new LinkedHashMap<>();

  public ImportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    if (replicas < 1) {
      throw new ParameterException(spec.commandLine(), "--replicas must be at least 1");
    }
    Output out = context.output();
    long began = System.nanoTime();
    Manifest manifest = Manifest.read(from);
    FacePayKafka target = target(manifest.partitions());
    Import work = new Import(from, manifest, target, mongo, Progress.on(out));
    try {
      boolean now = work.run();
      out.transientLine("");
      if (!now) {
        out.line("this export has been imported there before; nothing was changed");
        return ExitCode.OK.status();
      }
    } catch (IOException e) {
      throw stopped(e, "see to the export's files");
    } catch (KafkaException | MongoException | ExecutionException | TimeoutException e) {
      throw stopped(e, "see to Kafka and MongoDB");
    }
    out.line(
        "%,d records and %,d documents are there and were read back, all as exported, in %s"
            .formatted(
                manifest.records(),
                manifest.documents(),
                Output.seconds(Duration.ofNanos(System.nanoTime() - began))));
    out.line(
        "next: ./facepay start --kafka %s --mongo URI%s"
            .formatted(kafka, settings(manifest.partitions())));
    out.line("with the old system's keys (and simulator): see docs/moving.md");
    return ExitCode.OK.status();
  }

  private static String settings(int partitions) {
    return partitions == Layout.defaults().partitions()
        ? ""
        : " --set facepay.kafka.topics.partitions=" + partitions;
  }

  private FacePayKafka target(int partitions) {
    Layout defaults = Layout.defaults();
    short inSync = (short) Math.max(1, replicas - 1);
    return new FacePayKafka(
        kafka,
        "facepay-move",
        "",
        null,
        Publishing.defaults(),
        new Layout(
            partitions, replicas, inSync, defaults.retention(), defaults.deadLetterRetention()),
        properties,
        null);
  }

  private static CannotRun stopped(Exception e, String fix) {
    return new CannotRun(
        ExitCode.UNREACHABLE,
        "the import stopped (%s)".formatted(e.getMessage()),
        fix + " and run it again: it goes on where it was",
        e);
  }
}
