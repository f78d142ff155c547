package dev.facepay.standalone.payments;

import dev.facepay.payment.FieldRule;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.Amended;
import dev.facepay.runtime.held.HeldActs;
import dev.facepay.runtime.held.HeldActs.Shown;
import dev.facepay.runtime.held.HeldRecords;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.Stores;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.RunningSystem;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records that a stage could not handle: what a person sees of them, and does. */
@Command(
    name = "held",
    description =
        "Lists records that carry money and can't be handled; retries one, or lets one go.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay held",
      "  ./facepay held --retry pay/facepay.payment.requested-0@17",
      "  ./facepay held --let-go pay/facepay.payment.requested-0@17 --who li --why 'paid by hand'"
    })
final class HeldCommand implements Callable<Integer> {

  private static final List<String> SERVICES = List.of("pay", "query", "reverse", "refund");
  private static final int SHOWN_MAX = 200;

  private final CommandContext context;

  @Mixin private final RunningSystem.Options system;
  @Mixin private final RunningSystem.Options.Mongo mongo = new RunningSystem.Options.Mongo();

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

  public HeldCommand(CommandContext context) {
    this.context = context;
    this.system = new RunningSystem.Options(context);
  }

  @Override
  public Integer call() {
    Logs.quiet();
    if (letGo != null) {
      who = DeadLetterCommand.Person.given("--who", who, FieldRule.OPERATOR_NAME);
      why = DeadLetterCommand.Person.given("--why", why, FieldRule.WHY);
    }
    String uri = mongo.uri(system);
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
    String id = retry == null ? letGo : retry;
    ExitCode worst = ExitCode.OK;
    boolean found = false;
    for (String service : SERVICES) {
      try (Stores stores = new Stores(Database.at(uri, "facepay_" + service))) {
        Documents documents = stores.documents(HeldRecords.COLLECTION);
        DueRecords records = new DueRecords(documents);
        if (id == null) {
          List<Shown> held = HeldActs.list(documents, records, SHOWN_MAX);
          held.forEach(this::show);
          found |= !held.isEmpty();
        } else if (records.find(id).isPresent()) {
          worst = describe(id, act(records, id));
          found = true;
        }
      }
    }
    if (!found && id == null) {
      context.output().line("no record is held");
    } else if (!found) {
      context.output().line("no such record is held: it is handled, or was let go");
      return ExitCode.NOT_SETTLED;
    }
    return worst;
  }

  private Amended act(DueRecords records, String id) {
    return id.equals(retry)
        ? HeldActs.retry(records, id, Instant.now())
        : HeldActs.letGo(records, id, who, why, Instant.now());
  }

  private ExitCode describe(String id, Amended amended) {
    Output out = context.output();
    switch (amended) {
      case DONE -> out.line(id + ": the service sees to it within seconds");
      case BUSY -> out.line(id + ": it is being tried right now; once more in a minute");
      case ABSENT -> out.line(id + ": it is handled, or was let go");
    }
    return amended == Amended.DONE ? ExitCode.OK : ExitCode.NOT_SETTLED;
  }

  private void show(Shown held) {
    Output out = context.output();
    out.line(held.id());
    out.line(
        "  %s, key %s, %d bytes; first due %s, tried %d times, again at %s"
            .formatted(
                held.type(), held.key(), held.bytes(), held.since(), held.tries(), held.dueAt()));
    out.line("  " + held.reason());
  }
}
