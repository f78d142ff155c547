package dev.facepay.standalone.setup;

import java.util.List;

/** Find out what is missing, and make it. */
public final class SetupCommands {

  /** In the order of the help. */
  public static final List<Class<?>> ALL = List.of(DoctorCommand.class, SetupCommand.class);

  private SetupCommands() {}
}
