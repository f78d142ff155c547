package dev.facepay.standalone;

import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** For the shell that is asked: commands and options by the tabulator. */
@Command(
    name = "completion",
    description = "Prints what bash or zsh needs to complete commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./facepay completion", "%nIn a shell: source <(./facepay completion)"})
final class CompletionCommand implements Callable<Integer> {

  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.output().line(AutoComplete.bash("facepay", spec.root().commandLine()));
    return ExitCode.OK.status();
  }
}
