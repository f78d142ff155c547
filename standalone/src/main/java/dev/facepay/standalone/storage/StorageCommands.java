package dev.facepay.standalone.storage;

import java.util.List;

/** What lies on the disk: fold it again, make it smaller, carry it elsewhere. */
public final class StorageCommands {

  /** In the order of the help. */
  public static final List<Class<?>> ALL =
      List.of(
          RebuildCommand.class,
          CompactCommand.class,
          ExportCommand.class,
          ImportCommand.class,
          CatchUpCommand.class);

  private StorageCommands() {}
}
