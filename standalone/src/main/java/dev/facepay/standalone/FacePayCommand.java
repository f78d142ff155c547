package dev.facepay.standalone;

import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.demo.DemoCommand;
import dev.facepay.standalone.payments.HeldCommand;
import dev.facepay.standalone.payments.PayCommand;
import dev.facepay.standalone.payments.RefundCommand;
import dev.facepay.standalone.payments.ShowCommand;
import dev.facepay.standalone.payments.TailCommand;
import dev.facepay.standalone.registry.DeviceCommand;
import dev.facepay.standalone.registry.StoreCommand;
import dev.facepay.standalone.setup.DoctorCommand;
import dev.facepay.standalone.setup.SetupCommand;
import dev.facepay.standalone.start.StartCommand;
import dev.facepay.standalone.storage.CatchUpCommand;
import dev.facepay.standalone.storage.CompactCommand;
import dev.facepay.standalone.storage.ExportCommand;
import dev.facepay.standalone.storage.ImportCommand;
import dev.facepay.standalone.storage.RebuildCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
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
    description = "Runs WeChat face payment for chains of stores, event by event.%n",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = "%nThe proof is a program of its own: ./facepay prove --help",
    subcommands = {
      DemoCommand.class,
      StartCommand.class,
      PayCommand.class,
      ShowCommand.class,
      RefundCommand.class,
      TailCommand.class,
      RebuildCommand.class,
      CompactCommand.class,
      HeldCommand.class,
      StoreCommand.class,
      DeviceCommand.class,
      DoctorCommand.class,
      SetupCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      CatchUpCommand.class,
      HelpCommand.class
    })
final class FacePayCommand implements Callable<Integer> {

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
