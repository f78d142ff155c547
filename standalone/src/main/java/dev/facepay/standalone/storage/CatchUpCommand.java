package dev.facepay.standalone.storage;

import dev.facepay.embedded.Durability;
import dev.facepay.embedded.EmbeddedBroker;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.DataDirectory;
import dev.facepay.standalone.start.GivenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What makes an older copy of a database safe to start on. */
@Command(
    name = "catch-up",
    description = {
      "Writes into a database that was restored from an older copy what the log says since.",
      "Before its service is started. Run it again as often as you like."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./facepay catch-up pay"})
final class CatchUpCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(
      arity = "0..*",
      paramLabel = "SERVICE",
      description = "Whose database: ${COMPLETION-CANDIDATES} (default: all of them).")
  private List<Restorable> services = List.of();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Of the stopped system, if log and database lie there.")
  private @Nullable Path dataDir;

  @Option(
      names = "--kafka",
      converter = CommandContext.Brokers.class,
      paramLabel = "HOST:PORT",
      description = "The log, if it is outside.")
  private @Nullable String kafka;

  @Option(
      names = "--mongo",
      converter = CommandContext.MongoUri.class,
      paramLabel = "URI",
      description = "The database, if it is outside.")
  private @Nullable String mongo;

  @Option(
      names = "--topic-prefix",
      paramLabel = "TEXT",
      description = "As the services' facepay.kafka.topic-prefix.")
  private @Nullable String prefix;

  @Option(
      names = "--kafka-property",
      converter = CommandContext.Key.class,
      paramLabel = "KEY=VALUE",
      description = "For Kafka's clients, like security.protocol=SSL; repeatable.")
  private Map<String, String> properties = new LinkedHashMap<>();

  public CatchUpCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    try {
      if (kafka != null && mongo != null) {
        on(kafka, mongo);
      } else {
        onData(Objects.requireNonNullElse(dataDir, context.defaultDataDir()));
      }
    } catch (IOException | ExecutionException | KafkaException | StoreUnavailable e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "the database is not up to the log yet (%s)".formatted(e.getMessage()),
          "see to Kafka and MongoDB and run it again; start nothing on it before",
          e);
    }
    return ExitCode.OK.status();
  }

  /** Broker and database are started for this alone, unless they are outside. */
  private void onData(Path dir) throws IOException, InterruptedException, ExecutionException {
    if ((kafka == null && !Files.isDirectory(dir.resolve("broker")))
        || (mongo == null && !Files.isDirectory(dir.resolve("database")))) {
      throw new CannotRun(
          ExitCode.USAGE,
          "no broker's and database's data in " + dir,
          "name the system's data directory with --data-dir, or both --kafka and --mongo");
    }
    try (DataDirectory data = DataDirectory.open(dir)) {
      if (kafka != null) {
        withDatabase(kafka, data);
      } else {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.broker(), 0)) {
          withDatabase(broker.bootstrapServers(), data);
        }
      }
    }
  }

  private void withDatabase(String log, DataDirectory data)
      throws IOException, InterruptedException, ExecutionException {
    if (mongo != null) {
      on(log, mongo);
      return;
    }
    try (EmbeddedDatabase database =
        EmbeddedDatabase.start(data.database(), 0, Durability.SYNCED)) {
      on(log, database.uri());
    }
  }

  private void on(String log, String database)
      throws IOException, InterruptedException, ExecutionException {
    Output out = context.output();
    CatchUp work = new CatchUp(reached(log), Timekeeper.system(), Progress.on(out));
    for (Restorable one : services.isEmpty() ? List.of(Restorable.values()) : services) {
      long began = System.nanoTime();
      CatchUp.Done done = work.run(one, database);
      out.transientLine("");
      out.line(
          "%s: %,d records read, %,d changes written, in %s"
              .formatted(
                  one.database(),
                  done.read(),
                  done.written(),
                  Output.seconds(Duration.ofNanos(System.nanoTime() - began))));
      if (done.unreadable() > 0) {
        out.line(
            "%s: %,d records passed over: this release can't read their documents"
                .formatted(one.database(), done.unreadable()));
      }
    }
    out.line("next: start the services; if facepay_report was restored, ./facepay rebuild");
  }

  private FacePayKafka reached(String log) {
    Map<String, String> named = new LinkedHashMap<>();
    properties.forEach((key, value) -> named.put("facepay.kafka.properties." + key, value));
    if (prefix != null) {
      named.put("facepay.kafka.topic-prefix", prefix);
    }
    return new GivenSettings(named, context.environment()).kafka(log, "facepay-catch-up");
  }
}
