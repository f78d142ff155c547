package dev.facepay.standalone.data;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where an emulated device lives: its key, for this user alone, and its journal. */
public record DeviceHome(Path dir) {

  /** Of the device with this name: letters, digits, _ . and -. */
  public static DeviceHome of(Path dataDir, String name) {
    return new DeviceHome(dataDir.resolve("devices").resolve(name));
  }

  public Path journal() {
    return dir.resolve("journal");
  }

  /** Empty until it has been enrolled. */
  public Optional<String> key() {
    try {
      return Optional.of(Files.readString(keyFile()).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY, "cannot read " + keyFile(), "give it to this user", e);
    }
  }

  public void keep(String key) {
    try {
      Files.createDirectories(dir);
      PrivateFile.write(keyFile(), key + "\n");
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY, "cannot write " + keyFile(), "check its owner and the disk", e);
    }
  }

  private Path keyFile() {
    return dir.resolve("key");
  }
}
