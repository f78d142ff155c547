package dev.facepay.standalone.cli;

import dev.facepay.runtime.settings.Spelling;
import dev.facepay.standalone.setup.CannotRun;
import dev.facepay.standalone.setup.ExitCode;
import dev.facepay.standalone.terminal.Terminal;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns arguments into an exit code: each error is one line with its cause and what to do. */
public final class CommandLines {

  private CommandLines() {}

  /** Returns the exit status; see {@link ExitCode}. */
  public static int run(
      PrintStream out, PrintStream err, Map<String, String> environment, String... args) {
    Terminal terminal = Terminal.of(out, err, environment);
    FacePayCommand top = new FacePayCommand(terminal, environment);
    CommandLine commands = new CommandLine(top, new CommandFactory(top));
    commands
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(terminal)))
        .setParameterExceptionHandler((e, given) -> refuse(terminal, e))
        .setExecutionExceptionHandler((e, command, parsed) -> report(terminal, e, parsed));
    describeExitCodes(commands);
    return commands.execute(args);
  }

  private static Ansi ansi(Terminal terminal) {
    return terminal.colour() ? Ansi.ON : Ansi.OFF;
  }

  private static void describeExitCodes(CommandLine commands) {
    Map<String, String> exits = new LinkedHashMap<>();
    Arrays.stream(ExitCode.values())
        .forEach(code -> exits.put(Integer.toString(code.status()), code.meaning()));
    commands.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    commands.getCommandSpec().usageMessage().exitCodeList(exits);
  }

  private static int refuse(Terminal terminal, ParameterException error) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName(" ").replaceFirst("^facepay ?", "");
    String help = "see ./facepay help" + (name.isEmpty() ? "" : " " + name);
    terminal.error(oneLine(error.getMessage()) + suggestion(error) + "; " + help);
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

  private static int report(Terminal terminal, Exception error, ParseResult parsed) {
    if (debug(parsed)) {
      error.printStackTrace(terminal.err());
    }
    if (error instanceof CannotRun known) {
      terminal.error(oneLine(known.getMessage()));
      return known.exitCode().status();
    }
    if (error instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return 130;
    }
    terminal.error(
        "unexpected fault: %s: %s; run again with --debug to see it whole"
            .formatted(error.getClass().getSimpleName(), oneLine(error.getMessage())));
    return ExitCode.BUG.status();
  }

  private static boolean debug(ParseResult parsed) {
    return parsed.expandedArgs().contains("--debug")
        || (parsed.subcommand() != null && parsed.subcommand().expandedArgs().contains("--debug"));
  }

  private static String oneLine(@org.jspecify.annotations.Nullable String text) {
    return Objects.requireNonNullElse(text, "no details").strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
