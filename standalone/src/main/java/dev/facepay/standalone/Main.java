package dev.facepay.standalone;

import dev.facepay.runtime.settings.KnownSettings.Spelling;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.command.Output;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
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
    CommandContext context = new CommandContext(output, environment);
    FacePayCommand top = new FacePayCommand(context);
    CommandLine commands = new CommandLine(top, context);
    FacePayCommand.SUBCOMMANDS.forEach(commands::addSubcommand);
    commands
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(output.colour() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((e, given) -> refuse(output, e))
        .setExecutionExceptionHandler((e, command, parsed) -> report(output, e, top.debug()));
    describeExitCodes(commands);
    return commands.execute(args);
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
      Optional<String> command =
          Spelling.closest(
              unmatched.getUnmatched().getFirst(),
              error.getCommandLine().getSubcommands().keySet());
      if (command.isPresent()) {
        return " (did you mean " + command.get() + "?)";
      }
      List<String> close = unmatched.getSuggestions();
      if (!close.isEmpty()) {
        return " (did you mean "
            + String.join(" or ", close.subList(0, Math.min(2, close.size())))
            + "?)";
      }
    }
    return "";
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
