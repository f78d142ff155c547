package dev.facepay.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.facepay.standalone.Main;
import dev.facepay.standalone.start.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;

/** A service's database as it was when this was taken. */
final class Backup {

  private final Stand stand;
  private final Service service;
  private final List<String> groups;
  private final Map<String, List<Document>> documents = new LinkedHashMap<>();

  private Backup(Stand stand, Service service, List<String> groups) {
    this.stand = stand;
    this.service = service;
    this.groups = groups;
  }

  /**
   * @param groups the service's consumer groups, that go back to the beginning of the log
   */
  static Backup of(Stand stand, Service service, List<String> groups) {
    Backup backup = new Backup(stand, service, groups);
    try (MongoClient client = MongoClients.create(stand.system().mongoUri())) {
      MongoDatabase database = backup.database(client);
      for (String name : database.listCollectionNames()) {
        backup.documents.put(name, database.getCollection(name).find().into(new ArrayList<>()));
      }
    }
    return backup;
  }

  /** As an operator must not do it. */
  void restoreAndForget() {
    writers().forEach(stand.system()::stop);
    putBack();
    writers().forEach(stand.system()::start);
  }

  /** As an operator does it: stop, restore, catch up, start. */
  void restore() throws IOException, InterruptedException {
    writers().forEach(stand.system()::stop);
    putBack();
    Groups rewound = new Groups(stand, groups);
    rewound.rewind();
    catchUp();
    writers().forEach(stand.system()::start);
    rewound.awaitAllRead();
  }

  /** The jobs lie in one database with what people read. */
  private Set<Service> writers() {
    return service == Service.REPORT
        ? EnumSet.of(Service.REPORT, Service.CONSOLE)
        : EnumSet.of(service);
  }

  private void putBack() {
    try (MongoClient client = MongoClients.create(stand.system().mongoUri())) {
      MongoDatabase database = database(client);
      for (String name : database.listCollectionNames()) {
        database.getCollection(name).deleteMany(new Document());
        List<Document> older = documents.getOrDefault(name, List.of());
        if (!older.isEmpty()) {
          database.getCollection(name).insertMany(older);
        }
      }
    }
  }

  /** In a process of its own, as it is run. */
  private void catchUp() throws IOException, InterruptedException {
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "catch-up",
                label(),
                "--kafka",
                stand.system().bootstrapServers(),
                "--mongo",
                stand.system().mongoUri())
            .redirectErrorStream(true)
            .start();
    String said = new String(command.getInputStream().readAllBytes());
    assertThat(command.waitFor()).as(said).isZero();
  }

  private String label() {
    return service.label().replace("-service", "");
  }

  private MongoDatabase database(MongoClient client) {
    return client.getDatabase("facepay_" + label());
  }
}
