package dev.facepay.standalone;

import dev.facepay.runtime.settings.KnownSettings.Spelling;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Output;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns arguments into an exit code: each error is one line with its cause and what to do. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(System.out, System.err, System.getenv(), args));
  }

  /** Returns the exit status; see {@link ExitCode}. */
  public static int run(
      PrintStream out, PrintStream err, Map<String, String> environment, String... args) {
    Output output = Output.of(out, err, environment);
    String authorities = environment.getOrDefault("FACEPAY_CA_FILE", "");
    if (!authorities.isEmpty()) {
      try {
        Authorities.trust(authorities);
      } catch (CannotRun e) {
        output.error(oneLine(e.getMessage()));
        return e.exitCode().status();
      }
    }
    return commands(new CommandContext(output, environment)).execute(args);
  }

  static CommandLine commands(CommandContext context) {
    Output output = context.output();
    FacePayCommand top = new FacePayCommand(context);
    CommandLine commands = new CommandLine(top, context);
    FacePayCommand.SUBCOMMANDS.forEach(commands::addSubcommand);
    commands
        .setOut(new PrintWriter(output.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(output.err(), true, StandardCharsets.UTF_8))
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, new TimeSpan())
        .registerConverter(URI.class, new HttpUrl())
        .setColorScheme(CommandLine.Help.defaultColorScheme(output.colour() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((e, given) -> refuse(output, e))
        .setExecutionExceptionHandler((e, command, parsed) -> report(output, e, top.debug()));
    describeExitCodes(commands);
    commands.getSubcommands().values().forEach(it -> dropInherited(it, commands));
    return commands;
  }

  /** A command without examples of its own ends with nothing. */
  private static void dropInherited(CommandLine command, CommandLine top) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    if (Arrays.equals(usage.footer(), top.getCommandSpec().usageMessage().footer())) {
      usage.footer(new String[0]);
    }
    command.getSubcommands().values().forEach(it -> dropInherited(it, top));
  }

  private static void describeExitCodes(CommandLine commands) {
    Map<String, String> exits = new LinkedHashMap<>();
    Arrays.stream(ExitCode.values())
        .forEach(code -> exits.put(Integer.toString(code.status()), code.meaning()));
    commands.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    commands.getCommandSpec().usageMessage().exitCodeList(exits);
  }

  private static int refuse(Output output, ParameterException error) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName(" ").replaceFirst("^facepay ?", "");
    String help = "see ./facepay help" + (name.isEmpty() ? "" : " " + name);
    output.error(oneLine(error.getMessage()) + suggestion(error) + "; " + help);
    return ExitCode.USAGE.status();
  }

  private static String suggestion(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return Spelling.closest(unmatched.getUnmatched().getFirst(), known(error.getCommandLine()))
          .map(word -> " (did you mean " + word + "?)")
          .orElse("");
    }
    return "";
  }

  /** The words that may stand where an unknown one did. */
  private static Set<String> known(CommandLine command) {
    Set<String> words = new LinkedHashSet<>(command.getSubcommands().keySet());
    words.addAll(command.getCommandSpec().optionsMap().keySet());
    return words;
  }

  private static int report(Output output, Exception error, boolean debug) {
    if (debug) {
      error.printStackTrace(output.err());
    }
    if (error instanceof CannotRun known) {
      output.error(oneLine(known.getMessage()));
      return known.exitCode().status();
    }
    if (error instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return 130;
    }
    output.error(
        "unexpected fault: %s: %s; run again with --debug to see it whole"
            .formatted(error.getClass().getSimpleName(), oneLine(error.getMessage())));
    return ExitCode.BUG.status();
  }

  private static String oneLine(@Nullable String text) {
    return Objects.requireNonNullElse(text, "no details").strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
