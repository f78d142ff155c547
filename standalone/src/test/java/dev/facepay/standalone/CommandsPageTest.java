package dev.facepay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The page of all commands is what they say of themselves: the launcher shows it where nothing is
 * built yet. It is written by {@code -Dcommands=write}.
 */
class CommandsPageTest {

  private static final Path PAGE = Path.of("../docs/commands.md");

  /** A word, or several in quotes. */
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private static final String HEAD =
      """
      # All commands

      What `./facepay help` says, command by command. A test keeps this page as it is.
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final CommandContext context = new CommandContext(plain(out), Map.of());
  private final CommandLine commands = Main.commands(context);

  private static Output plain(ByteArrayOutputStream to) {
    PrintStream stream = new PrintStream(to, true, StandardCharsets.UTF_8);
    return new Output(stream, stream, false, false);
  }

  @Test
  void the_page_says_what_the_commands_say() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    all().forEach((name, command) -> page.append(section(name, command)));
    if ("write".equals(System.getProperty("commands"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
  }

  @Test
  void each_command_has_examples_and_each_example_is_understood() {
    for (CommandLine command : commands.getSubcommands().values()) {
      List<String> examples = examples(command);
      assertThat(examples).as(command.getCommandName()).isNotEmpty();
      for (String example : examples) {
        Main.commands(context).parseArgs(words(example).toArray(String[]::new));
      }
    }
  }

  private Map<String, CommandLine> all() {
    Map<String, CommandLine> all = new LinkedHashMap<>();
    add(all, "./facepay", commands);
    return all;
  }

  private static void add(Map<String, CommandLine> all, String name, CommandLine command) {
    all.put(name, command);
    command.getSubcommands().forEach((sub, it) -> add(all, name + " " + sub, it));
  }

  private static String section(String name, CommandLine command) {
    String usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing();
    return "\n## %s\n\n```text\n%s\n```\n".formatted(name, usage.replaceAll("(?m)[ \\t]+$", ""));
  }

  /** Behind the command and two blanks or more stands what it does. */
  private static List<String> examples(CommandLine command) {
    List<String> examples = new ArrayList<>();
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      if (line.startsWith("  ./facepay ")) {
        examples.add(line.strip().substring("./facepay ".length()).split(" {2,}", 2)[0]);
      }
    }
    return examples;
  }

  private static List<String> words(String example) {
    return WORD.matcher(example)
        .results()
        .map((MatchResult it) -> it.group(1) == null ? it.group(2) : it.group(1))
        .toList();
  }
}
