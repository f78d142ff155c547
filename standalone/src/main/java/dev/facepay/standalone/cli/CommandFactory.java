package dev.facepay.standalone.cli;

import dev.facepay.standalone.move.ExportCommand;
import dev.facepay.standalone.move.ImportCommand;
import dev.facepay.standalone.registry.DeviceCommand;
import dev.facepay.standalone.registry.StoreCommand;
import dev.facepay.standalone.restore.CatchUpCommand;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Hands the terminal to the commands. */
final class CommandFactory implements IFactory {

  private final FacePayCommand top;

  CommandFactory(FacePayCommand top) {
    this.top = top;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Object made =
        switch (type.getSimpleName()) {
          case "DemoCommand" -> new DemoCommand(top);
          case "StartCommand" -> new StartCommand(top);
          case "PayCommand" -> new PayCommand(top);
          case "ShowCommand" -> new ShowCommand(top);
          case "TailCommand" -> new TailCommand(top);
          case "RebuildCommand" -> new RebuildCommand(top);
          case "CompactCommand" -> new CompactCommand(top);
          case "HeldCommand" -> new HeldCommand(top);
          case "SetupCommand" -> new SetupCommand(top);
          case "DoctorCommand" -> new DoctorCommand(top);
          case "StoreCommand" -> new StoreCommand(top.place());
          case "CatchUpCommand" -> new CatchUpCommand(top.place());
          case "ExportCommand" -> new ExportCommand(top.place());
          case "ImportCommand" -> new ImportCommand(top.place());
          case "DeviceCommand" -> new DeviceCommand(top.place());
          default -> CommandLine.defaultFactory().create(type);
        };
    return type.cast(made);
  }
}
