package dev.facepay.standalone.storage;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.facepay.standalone.storage.Manifest.SavedCollection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Every collection of every database into files as mongodump writes them. */
final class DocumentExport {

  private static final Set<String> SERVERS_OWN = Set.of("admin", "config", "local");
  private static final JsonWriterSettings CANONICAL =
      JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

  private final MongoClient client;
  private final Path to;
  private final Progress progress;

  DocumentExport(MongoClient client, Path to, Progress progress) {
    this.client = client;
    this.to = to;
    this.progress = progress;
  }

  List<SavedCollection> run() throws IOException {
    List<SavedCollection> saved = new ArrayList<>();
    for (String database : client.listDatabaseNames()) {
      if (!SERVERS_OWN.contains(database) && !database.equals(ImportProgress.DATABASE)) {
        for (String collection : client.getDatabase(database).listCollectionNames()) {
          if (!collection.startsWith("system.")) {
            saved.add(save(database, collection));
          }
        }
      }
    }
    return saved;
  }

  private SavedCollection save(String database, String name) throws IOException {
    Path file = Manifest.file(to, database, name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(Manifest.metadata(to, database, name), metadata(database, name) + "\n");
    Checksums.OfDocuments sum = new Checksums.OfDocuments();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        WritableByteChannel channel = Channels.newChannel(out)) {
      Documents.read(
          Documents.raw(client, database, name),
          page -> {
            for (RawBsonDocument document : page) {
              ByteBuffer bson = document.getByteBuffer().asNIO();
              sum.add(bson);
              channel.write(bson);
            }
            progress.done("documents of " + database + "." + name, sum.documents());
          });
    }
    return new SavedCollection(database, name, sum.documents(), Files.size(file), sum.text());
  }

  private String metadata(String database, String name) {
    MongoDatabase of = client.getDatabase(database);
    List<Document> indexes = new ArrayList<>();
    for (Document index : of.getCollection(name).listIndexes()) {
      // Older servers say in each index whose it is; newer ones refuse that.
      index.remove("ns");
      indexes.add(index);
    }
    return new Document("options", new Document())
        .append("indexes", indexes)
        .append("collectionName", name)
        .append("type", "collection")
        .toJson(CANONICAL);
  }
}
