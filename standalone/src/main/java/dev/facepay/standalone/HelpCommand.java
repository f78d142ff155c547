package dev.facepay.standalone;

import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** As picocli's own, and also of a command's commands. */
@Command(
    name = "help",
    helpCommand = true,
    description = "Tells how a command is used.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./facepay help pay", "  ./facepay help store add"})
final class HelpCommand implements Callable<Integer> {

  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Left out: all commands.")
  private List<String> path = List.of();

  HelpCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    CommandLine command = spec.parent().commandLine();
    for (String name : path) {
      CommandLine next = command.getSubcommands().get(name);
      if (next == null) {
        throw new UnmatchedArgumentException(command, List.of(name));
      }
      command = next;
    }
    command.usage(context.output().out());
    return ExitCode.OK.status();
  }
}
