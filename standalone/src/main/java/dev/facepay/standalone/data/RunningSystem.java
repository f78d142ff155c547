package dev.facepay.standalone.data;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to reach the system that runs on a data directory, for the commands beside it.
 *
 * @param http health and metrics of each service
 * @param simulator the simulator's control API, or null with a gateway outside
 */
public record RunningSystem(
    long pid,
    URI edge,
    Map<String, URI> http,
    @Nullable URI simulator,
    String bootstrapServers,
    String mongo) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Leaves the note in the data directory. */
  public void write(Path dataDir) {
    try {
      PrivateFile.write(file(dataDir), JSON.writeValueAsString(this));
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY, "cannot write " + file(dataDir), "check the disk", e);
    }
  }

  public static void remove(Path dataDir) {
    try {
      Files.deleteIfExists(file(dataDir));
    } catch (IOException e) {
      // The next reader sees that its process is gone.
    }
  }

  /** Empty if none runs there; a note that a killed process left counts as none. */
  public static Optional<RunningSystem> read(Path dataDir) {
    try {
      RunningSystem found = JSON.readValue(Files.readString(file(dataDir)), RunningSystem.class);
      return ProcessHandle.of(found.pid()).filter(ProcessHandle::isAlive).map(p -> found);
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  private static Path file(Path dataDir) {
    return dataDir.resolve("running.json");
  }
}
