package dev.facepay.standalone.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  /** A file that was named is not there, or is none that can be read as text. */
  public static CannotRun unreadable(ExitCode exitCode, Path file, String fix, IOException cause) {
    String problem =
        switch (cause) {
          case NoSuchFileException _ -> "there is no such file: " + file;
          case AccessDeniedException _ -> "this user may not read " + file;
          case CharacterCodingException _ -> file + " is not UTF-8";
          default ->
              Files.isDirectory(file)
                  ? file + " is a directory"
                  : "%s cannot be read (%s)".formatted(file, cause.getMessage());
        };
    return new CannotRun(exitCode, problem, fix, cause);
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
