package dev.facepay.standalone.command;

/** What the process tells its caller; listed by {@code ./facepay help}. */
public enum ExitCode {
  OK(0, "all well"),
  NOT_SETTLED(1, "a payment is open, refused or not as it must be; a check failed"),
  USAGE(2, "unknown command or bad option"),
  PORT_BUSY(3, "a port is in use"),
  DATA_DIRECTORY(4, "data directory in use, not writable or its disk is full"),
  CONFIGURATION(5, "merchants, keys or settings are missing or wrong"),
  CANNOT_RUN(6, "the launcher found no JDK, no Maven or the build failed"),
  UNREACHABLE(7, "no running system, or broker, database or gateway did not answer"),
  BUG(70, "an unexpected fault; --debug shows it whole");

  private final int status;
  private final String meaning;

  ExitCode(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  public int status() {
    return status;
  }

  public String meaning() {
    return meaning;
  }
}
