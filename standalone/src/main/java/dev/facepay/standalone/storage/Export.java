package dev.facepay.standalone.storage;

import com.mongodb.client.MongoClient;
import dev.facepay.embedded.EmbeddedBroker;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * A stopped system's log and documents into files. Broker and database are started for that alone,
 * so it works on whatever they keep on the disk.
 */
final class Export {

  private final Path dataDir;
  private final Path to;
  private final Progress progress;

  Export(Path dataDir, Path to, Progress progress) {
    this.dataDir = dataDir;
    this.to = to;
    this.progress = progress;
  }

  /**
   * @throws CannotRun if the system runs, has no data of its own, or the target is in use
   */
  Manifest run() throws IOException, InterruptedException, ExecutionException {
    needData();
    needRoom();
    try (DataDirectory data = DataDirectory.open(dataDir);
        EmbeddedBroker broker = EmbeddedBroker.start(data.broker(), 0);
        EmbeddedDatabase database = EmbeddedDatabase.start(data.database(), 0);
        MongoClient client = Documents.connect(database.uri())) {
      LogExport log =
          new LogExport(
              FacePayKafka.at(broker.bootstrapServers(), "facepay-move", ""), to, progress);
      List<Manifest.SavedTopic> topics = log.run();
      List<Manifest.SavedCollection> collections = new DocumentExport(client, to, progress).run();
      String id = UUID.randomUUID().toString();
      String now = Instant.now().toString();
      Manifest manifest = Manifest.of(id, now, topics, log.groups(), collections);
      manifest.write(to);
      return manifest;
    }
  }

  private void needData() {
    if (!Files.isDirectory(dataDir.resolve("broker"))
        || !Files.isDirectory(dataDir.resolve("database"))) {
      throw new CannotRun(
          ExitCode.USAGE,
          "no broker's and database's data in " + dataDir,
          "name the system's data directory with --data-dir");
    }
  }

  /** For this user alone: it holds who paid what, and hashes of keys. */
  private void needRoom() throws IOException {
    if (Files.exists(to)) {
      try (Stream<Path> files = Files.list(to)) {
        if (files.findAny().isPresent()) {
          throw new CannotRun(
              ExitCode.USAGE, to + " is not empty", "name a new directory with --to");
        }
      }
    }
    Files.createDirectories(to);
    if (Files.getFileStore(to).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
