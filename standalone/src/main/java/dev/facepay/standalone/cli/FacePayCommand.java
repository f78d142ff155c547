package dev.facepay.standalone.cli;

import dev.facepay.standalone.move.ExportCommand;
import dev.facepay.standalone.move.ImportCommand;
import dev.facepay.standalone.registry.DeviceCommand;
import dev.facepay.standalone.registry.Place;
import dev.facepay.standalone.registry.StoreCommand;
import dev.facepay.standalone.restore.CatchUpCommand;
import dev.facepay.standalone.setup.ExitCode;
import dev.facepay.standalone.terminal.Terminal;
import dev.facepay.standalone.terminal.Version;
import java.nio.file.Path;
import java.util.Map;
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
    versionProvider = Version.class,
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

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show faults whole, with stack traces.")
  private boolean debug;

  FacePayCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.out());
    return ExitCode.USAGE.status();
  }

  Terminal terminal() {
    return terminal;
  }

  boolean debug() {
    return debug;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The folder of the sources and of the default data directory; the launcher says where. */
  Path root() {
    return Path.of(environment.getOrDefault("FACEPAY_ROOT", ""));
  }

  Place place() {
    return new Place(terminal, environment, defaultDataDir());
  }

  Path defaultDataDir() {
    return root().resolve("data");
  }
}
