package dev.facepay.standalone.storage;

import dev.facepay.embedded.EmbeddedBroker.BrokerNotStarted;
import dev.facepay.embedded.EmbeddedDatabase.DatabaseNotStarted;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All that a stopped system knows, in files. */
@Command(
    name = "export",
    description = {
      "Writes the log and the documents of a stopped system to files that import reads.",
      "Keys are not among them; the last lines say what else to take along."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./facepay export --to moving"})
final class ExportCommand implements Callable<Integer> {

  /** What a system on another machine needs besides: see {@code docs/moving.md}. */
  private static final List<String> BY_HAND = List.of("keys", "simulator", "devices");

  private final CommandContext context;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "A new directory for the export; readable by this user alone.")
  private Path to = Path.of("");

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Of the stopped system.")
  private @Nullable Path dataDir;

  public ExportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.quiet();
    Path data =
        Objects.requireNonNullElse(dataDir, context.defaultDataDir()).toAbsolutePath().normalize();
    Output out = context.output();
    long began = System.nanoTime();
    try {
      Manifest manifest = new Export(data, to, Progress.on(out)).run();
      out.transientLine("");
      out.line(
          "%,d records of %d topics and %,d documents of %d collections are in %s, in %s"
              .formatted(
                  manifest.records(),
                  manifest.topics().size(),
                  manifest.documents(),
                  manifest.collections().size(),
                  to,
                  Output.seconds(Duration.ofNanos(System.nanoTime() - began))));
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY,
          "the export stopped (%s)".formatted(e),
          "see to the disk, remove %s and run it again".formatted(to),
          e);
    } catch (BrokerNotStarted | DatabaseNotStarted | ExecutionException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY,
          "broker or database in %s cannot be read (%s)".formatted(data, e.getMessage()),
          "start and stop the system once, then export it",
          e);
    }
    for (String part : BY_HAND) {
      if (Files.isDirectory(data.resolve(part))) {
        out.line("not in it, take it along yourself: " + data.resolve(part));
      }
    }
    out.line("next: ./facepay import --from %s --kafka HOST:PORT --mongo URI".formatted(to));
    return ExitCode.OK.status();
  }
}
