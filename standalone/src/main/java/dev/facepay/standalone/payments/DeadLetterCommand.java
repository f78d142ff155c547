package dev.facepay.standalone.payments;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.payment.FieldRule;
import dev.facepay.runtime.Outage;
import dev.facepay.runtime.fact.Letters;
import dev.facepay.runtime.fact.Letters.Letter;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Logs;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.start.GivenSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records that a stage put aside: what a person sees of them, and does. */
@Command(
    name = "dlt",
    description = "Lists and shows dead letters; redrives or drops one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./facepay dlt list",
      "  ./facepay dlt redrive facepay.payment.settled-0@17 --who li --why 'mended in 1.4.2'",
      "  ./facepay dlt drop facepay.payment.settled-0@17 --who li --why 'no program of ours'"
    })
final class DeadLetterCommand {

  private final CommandContext context;

  public DeadLetterCommand(CommandContext context) {
    this.context = context;
  }

  /** Where the log is. */
  static final class Log {

    @Mixin private final RunningSystem.Options system;
    @Mixin private final RunningSystem.Options.Kafka kafka = new RunningSystem.Options.Kafka();

    @Option(
        names = "--set",
        converter = CommandContext.Key.class,
        paramLabel = "KEY=VALUE",
        description =
            "How the services reach the log, like facepay.kafka.topic-prefix=b.; repeatable.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    private final CommandContext context;

    public Log(CommandContext context) {
      this.context = context;
      this.system = new RunningSystem.Options(context);
    }

    private Letters letters() {
      Logs.quiet();
      return new Letters(
          new GivenSettings(overrides, context.environment())
              .kafka(kafka.servers(system), "facepay-dlt"),
          FactLog.PATIENCE);
    }
  }

  /** By whom and why something is done about a letter. */
  static final class Person {

    @Option(names = "--who", paramLabel = "NAME", required = true, description = "Who does it.")
    private String who = "";

    @Option(names = "--why", paramLabel = "TEXT", required = true, description = "Why.")
    private String why = "";

    private void require() {
      who = given("--who", who, FieldRule.OPERATOR_NAME);
      why = given("--why", why, FieldRule.WHY);
    }

    /** As the console takes it, without the blanks around it. */
    static String given(String option, String text, FieldRule rule) {
      String stripped = text.strip();
      rule.fault(stripped)
          .ifPresent(
              fault -> {
                throw new CannotRun(
                    ExitCode.USAGE, option + " " + fault, "add --who NAME --why TEXT");
              });
      return stripped;
    }
  }

  @Command(name = "list", description = "Lists the letters that nobody has done anything about.")
  Integer list(
      @Mixin Log log,
      @Option(names = "--all", description = "The others too.") boolean all,
      @Option(names = "--topic", paramLabel = "TEXT", description = "Only of such topics.")
          @Nullable String topic) {
    List<Letter> letters =
        asked(() -> log.letters().newest(Long.MAX_VALUE)).stream()
            .filter(it -> all || it.act().isEmpty())
            .filter(it -> topic == null || it.topic().contains(topic))
            .toList();
    letters.forEach(this::line);
    if (letters.isEmpty()) {
      context.output().line("no dead letters");
    }
    return ExitCode.OK.status();
  }

  private void line(Letter letter) {
    Output out = context.output();
    out.line(letter.id());
    out.line(
        "  %s, key %s, put aside %s by %s"
            .formatted(
                letter.header("ce_type"),
                text(letter.record().key()),
                letter.at(),
                letter.header("dlt_stage")));
    out.line("  %s: %s".formatted(letter.header("dlt_kind"), letter.header("dlt_reason")));
    letter
        .act()
        .ifPresent(
            it -> out.line("  %s %s by %s: %s".formatted(it.what(), it.at(), it.who(), it.why())));
  }

  @Command(name = "show", description = "Shows a letter whole: headers, key and value.")
  Integer show(
      @Mixin Log log, @Parameters(paramLabel = "ID", description = "As list shows it.") String id) {
    Letter letter = asked(() -> log.letters().find(id)).orElseThrow(() -> absent(id));
    line(letter);
    Output out = context.output();
    for (Header header : letter.record().headers()) {
      out.line("  %s: %s".formatted(header.key(), text(header.value())));
    }
    out.line(text(letter.record().value()));
    return ExitCode.OK.status();
  }

  @Command(
      name = "redrive",
      description = "Puts the record back on its topic as it was, and keeps who and why.")
  Integer redrive(
      @Mixin Log log,
      @Mixin Person person,
      @Parameters(paramLabel = "ID", description = "As list shows it.") String id) {
    person.require();
    Letter letter = done(id, asked(() -> log.letters().redrive(id, person.who, person.why)));
    context.output().line(id + ": it is on " + letter.topic() + " again");
    return ExitCode.OK.status();
  }

  @Command(
      name = "drop",
      description = "Nothing more is to be done about it: it stays in the log, with who and why.")
  Integer drop(
      @Mixin Log log,
      @Mixin Person person,
      @Parameters(paramLabel = "ID", description = "As list shows it.") String id) {
    person.require();
    done(id, asked(() -> log.letters().drop(id, person.who, person.why)));
    context.output().line(id + ": it is dropped");
    return ExitCode.OK.status();
  }

  private static Letter done(String id, Letters.Answer answer) {
    return switch (answer) {
      case Letters.Answer.Done(Letter letter) -> letter;
      case Letters.Answer.Absent _ -> throw absent(id);
      case Letters.Answer.Over(Letter _, Letters.Act act) ->
          throw new CannotRun(
              ExitCode.NOT_SETTLED,
              "%s was %s %s by %s".formatted(id, act.what(), act.at(), act.who()),
              "if it died again, there is a newer letter: see ./facepay dlt list");
      case Letters.Answer.Obstructed(String why) ->
          throw new CannotRun(
              ExitCode.NOT_SETTLED,
              "%s would end here again: %s".formatted(id, why),
              "a release that can read it may redrive it; else find its writer, and drop it");
      case Letters.Answer.Forbidden(String topic) ->
          throw new CannotRun(
              ExitCode.CONFIGURATION,
              "this user of Kafka may not write to " + topic,
              "use the administrator's client properties, as docs/securing.md says");
    };
  }

  private static CannotRun absent(String id) {
    return new CannotRun(
        ExitCode.NOT_SETTLED, "there is no letter " + id, "see ./facepay dlt list --all");
  }

  private static <T> T asked(Callable<T> question) {
    try {
      return question.call();
    } catch (Outage e) {
      throw FactLog.unreachable(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }
}
