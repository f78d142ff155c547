package dev.facepay.standalone.cli;

import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.Amended;
import dev.facepay.runtime.held.HeldActs;
import dev.facepay.runtime.held.HeldActs.Shown;
import dev.facepay.runtime.held.HeldRecords;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.Stores;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.setup.CannotRun;
import dev.facepay.standalone.setup.ExitCode;
import dev.facepay.standalone.terminal.Logs;
import dev.facepay.standalone.terminal.Terminal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records that a stage could not handle: what a person sees of them, and does. */
@Command(
    name = "held",
    description =
        "Lists records that carry money and can't be handled; retries one, or lets one go.")
final class HeldCommand implements Callable<Integer> {

  private static final List<String> SERVICES = List.of("pay", "query", "reverse");
  private static final int SHOWN_MAX = 200;

  private final FacePayCommand top;

  @Mixin private Reach reach = new Reach();

  @Option(
      names = "--mongo",
      paramLabel = "URI",
      description = "The database, if it is another or needs a password.")
  private @Nullable String mongo;

  @Option(names = "--retry", paramLabel = "ID", description = "Has it tried again now.")
  private @Nullable String retry;

  @Option(
      names = "--let-go",
      paramLabel = "ID",
      description = "Gives it up: it goes to the dead letters, with who and why.")
  private @Nullable String letGo;

  @Option(names = "--who", paramLabel = "NAME", description = "Who lets it go.")
  private String who = "";

  @Option(names = "--why", paramLabel = "TEXT", description = "Why.")
  private String why = "";

  HeldCommand(FacePayCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() {
    Logs.quiet();
    if (letGo != null && (who.isBlank() || why.isBlank())) {
      throw new CannotRun(
          ExitCode.USAGE, "who lets a record go says who and why", "add --who NAME --why TEXT");
    }
    String uri =
        Optional.ofNullable(mongo)
            .or(() -> reach.running(top).map(RunningSystem::mongo))
            .orElseThrow(() -> reach.noneRuns(top));
    try {
      return on(uri).status();
    } catch (StoreUnavailable e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "the database does not answer (%s)".formatted(e.getMessage()),
          "see to it and run this again: that is safe at any time",
          e);
    }
  }

  private ExitCode on(String uri) {
    ExitCode worst = ExitCode.OK;
    boolean found = false;
    for (String service : SERVICES) {
      try (Stores stores = new Stores(Database.at(uri, "facepay_" + service))) {
        Documents documents = stores.documents(HeldRecords.COLLECTION);
        DueRecords records = new DueRecords(documents);
        String id = retry == null ? letGo : retry;
        if (id == null) {
          HeldActs.list(documents, records, SHOWN_MAX).forEach(this::show);
          found = true;
        } else if (records.find(id).isPresent()) {
          worst = told(id, act(records, id));
          found = true;
        }
      }
    }
    if (!found) {
      top.terminal().line("no such record is held: it is handled, or was let go");
      return ExitCode.NOT_SETTLED;
    }
    return worst;
  }

  private Amended act(DueRecords records, String id) {
    return id.equals(retry)
        ? HeldActs.retry(records, id, Instant.now())
        : HeldActs.letGo(records, id, who, why, Instant.now());
  }

  private ExitCode told(String id, Amended amended) {
    Terminal terminal = top.terminal();
    switch (amended) {
      case DONE -> terminal.line(id + ": the service sees to it within seconds");
      case BUSY -> terminal.line(id + ": it is being tried right now; once more in a minute");
      case ABSENT -> terminal.line(id + ": it is handled, or was let go");
    }
    return amended == Amended.DONE ? ExitCode.OK : ExitCode.NOT_SETTLED;
  }

  private void show(Shown held) {
    Terminal terminal = top.terminal();
    terminal.line(held.id());
    terminal.line(
        "  %s, key %s, %d bytes; first due %s, tried %d times, again at %s"
            .formatted(
                held.type(), held.key(), held.bytes(), held.since(), held.tries(), held.dueAt()));
    terminal.line("  " + held.reason());
  }
}
