package dev.facepay.standalone.registry;

import java.util.List;

/** Stores and their devices. */
public final class RegistryCommands {

  /** In the order of the help. */
  public static final List<Class<?>> ALL = List.of(StoreCommand.class, DeviceCommand.class);

  private RegistryCommands() {}
}
