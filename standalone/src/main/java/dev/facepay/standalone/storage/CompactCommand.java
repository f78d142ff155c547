package dev.facepay.standalone.storage;

import dev.facepay.embedded.Durability;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.embedded.EmbeddedDatabase.DatabaseNotStarted;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.DataDirectory;
import dev.facepay.standalone.data.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gives the space of old documents back at once, which the database else does as it goes. */
@Command(
    name = "compact",
    description = {
      "Makes the database of a stopped system as small as it can be.",
      "A running one does so by itself, bit by bit."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./facepay compact --data-dir data"})
final class CompactCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Of the stopped system (default: data, beside the launcher).")
  private @Nullable Path dataDir;

  public CompactCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Logs.quiet();
    Path dir = dataDir == null ? context.defaultDataDir() : dataDir;
    RunningSystem.read(dir).ifPresent(running -> refuse(dir, running));
    if (!Files.isDirectory(dir.resolve("database"))) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY,
          "there is no database in " + dir,
          "name one with --data-dir DIR");
    }
    try (DataDirectory data = DataDirectory.open(dir)) {
      long before = DataDirectory.bytes(data.database());
      needRoom(data.database(), before);
      long began = System.nanoTime();
      compact(data.database());
      context
          .output()
          .line(
              "database: %s, was %s, in %s"
                  .formatted(
                      DataDirectory.megabytes(DataDirectory.bytes(data.database())),
                      DataDirectory.megabytes(before),
                      Output.seconds(Duration.ofNanos(System.nanoTime() - began))));
      return ExitCode.OK.status();
    }
  }

  private static void compact(Path database) {
    try (EmbeddedDatabase open = EmbeddedDatabase.start(database, 0, Durability.SYNCED)) {
      open.compact();
    } catch (DatabaseNotStarted e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY, "" + e.getMessage(), "start the system once, it says more", e);
    }
  }

  private static void refuse(Path dir, RunningSystem running) {
    throw new CannotRun(
        ExitCode.DATA_DIRECTORY,
        "a system (%s) runs on %s and compacts as it goes".formatted(running.process(), dir),
        "for all of it at once stop it, run this again, and start it");
  }

  /** The new files lie beside the old ones until they are whole. */
  private static void needRoom(Path database, long bytes) {
    long free = database.toFile().getUsableSpace();
    if (free < bytes) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY,
          "compacting %s may need as much again, and %s are free"
              .formatted(DataDirectory.megabytes(bytes), DataDirectory.megabytes(free)),
          "free some first");
    }
  }
}
