package dev.facepay.standalone.terminal;

import dev.facepay.standalone.FacePaySystem;
import dev.facepay.standalone.setup.SystemSettings;
import java.nio.file.Path;

/** Starts a system with its log put where it belongs. */
public final class SystemStarter {

  private SystemStarter() {}

  public static FacePaySystem start(SystemSettings settings, StartReport report, boolean logHere) {
    Path dir = settings.dataDir().toAbsolutePath().normalize();
    report.begin(settings);
    // A folder that cannot be written is the system's to tell; until then nothing is logged.
    Logs.quiet();
    return FacePaySystem.start(
        settings,
        () -> {
          if (logHere) {
            Logs.toConsole();
          } else {
            Logs.toFile(dir.resolve("logs").resolve("facepay.log"));
          }
        },
        report);
  }
}
