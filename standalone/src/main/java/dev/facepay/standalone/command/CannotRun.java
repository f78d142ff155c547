package dev.facepay.standalone.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something outside the program is in the way; a person can mend it. The message is one line. */
public final class CannotRun extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;

  /**
   * @param problem what is in the way, and where
   * @param fix what to do about it
   */
  public CannotRun(ExitCode exitCode, String problem, String fix, @Nullable Throwable cause) {
    super(problem + "; " + fix, cause);
    this.exitCode = exitCode;
  }

  public CannotRun(ExitCode exitCode, String problem, String fix) {
    this(exitCode, problem, fix, null);
  }

  /** A command beside a system found none. */
  public static CannotRun noSystem(Path dataDir, String option) {
    return new CannotRun(
        ExitCode.UNREACHABLE,
        "no system runs on " + dataDir,
        "run ./facepay start in another terminal, or name one with " + option + " URL");
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
