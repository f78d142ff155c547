package dev.facepay.standalone;

import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.demo.DemoCommand;
import dev.facepay.standalone.devicecheck.DeviceCheckCommand;
import dev.facepay.standalone.payments.PaymentCommands;
import dev.facepay.standalone.registry.RegistryCommands;
import dev.facepay.standalone.setup.SetupCommands;
import dev.facepay.standalone.start.StartCommand;
import dev.facepay.standalone.storage.StorageCommands;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands share. */
@Command(
    name = "facepay",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = CommandContext.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs WeChat face payment for chains of stores, event by event.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "%nA first look:",
      "  ./facepay demo",
      "  ./facepay start",
      "  ./facepay pay --yuan 12.80",
      "  ./facepay help store add%n",
      "The proofs are programs of their own: ./facepay prove --help, ./facepay chaos --help.",
      "Completion for bash and zsh: source <(./facepay completion)"
    })
final class FacePayCommand implements Callable<Integer> {

  /** In the order of the help. */
  static final List<Class<?>> SUBCOMMANDS =
      Stream.of(
              List.of(DemoCommand.class, StartCommand.class),
              PaymentCommands.ALL,
              RegistryCommands.ALL,
              List.of(DeviceCheckCommand.class),
              SetupCommands.ALL,
              StorageCommands.ALL,
              List.of(CompletionCommand.class, HelpCommand.class))
          .<Class<?>>flatMap(List::stream)
          .toList();

  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show faults whole, with stack traces.")
  private boolean debug;

  FacePayCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(context.output().out());
    return ExitCode.USAGE.status();
  }

  /** Wherever on the line it was given. */
  boolean debug() {
    return debug;
  }
}
