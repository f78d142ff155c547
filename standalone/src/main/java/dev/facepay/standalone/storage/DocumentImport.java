package dev.facepay.standalone.storage;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.storage.Manifest.SavedCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;

/** Documents into collections that are ours alone. */
final class DocumentImport {

  private static final int PAGE = 500;
  private static final int PAGE_BYTES = 8 << 20;
  private static final int DUPLICATE = 11000;

  private final MongoClient client;
  private final Path from;
  private final Progress progress;

  DocumentImport(MongoClient client, Path from, Progress progress) {
    this.client = client;
    this.from = from;
    this.progress = progress;
  }

  boolean isEmpty(SavedCollection saved) {
    return collection(saved).find().limit(1).first() == null;
  }

  /** Those that are there already, from a try before, stay. */
  void write(SavedCollection saved) throws IOException {
    MongoCollection<RawBsonDocument> collection = collection(saved);
    long written = 0;
    try (BsonFile file = new BsonFile(Manifest.file(from, saved.database(), saved.name()))) {
      List<RawBsonDocument> page = page(file);
      while (!page.isEmpty()) {
        insert(collection, page);
        written += page.size();
        progress.done("documents of " + collection.getNamespace(), written);
        page = page(file);
      }
    }
  }

  private static List<RawBsonDocument> page(BsonFile file) throws IOException {
    List<RawBsonDocument> page = new ArrayList<>();
    int bytes = 0;
    while (page.size() < PAGE && bytes < PAGE_BYTES) {
      RawBsonDocument next = file.next();
      if (next == null) {
        break;
      }
      page.add(next);
      bytes += next.getByteBuffer().remaining();
    }
    return page;
  }

  private static void insert(
      MongoCollection<RawBsonDocument> collection, List<RawBsonDocument> page) {
    try {
      collection.insertMany(page, new InsertManyOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      if (e.getWriteConcernError() != null
          || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE)) {
        throw e;
      }
    }
  }

  /**
   * Reads all of it back.
   *
   * @throws CannotRun if a document is missing, another one, or one too many
   */
  void verify(SavedCollection saved) throws IOException {
    Checksums.OfDocuments sum = new Checksums.OfDocuments();
    Documents.read(
        collection(saved),
        page -> page.forEach(document -> sum.add(document.getByteBuffer().asNIO())));
    if (sum.documents() != saved.documents() || !sum.text().equals(saved.sum())) {
      throw new CannotRun(
          ExitCode.NOT_SETTLED,
          "%s.%s is not as in the export: %,d documents instead of %,d, or others"
              .formatted(saved.database(), saved.name(), sum.documents(), saved.documents()),
          "import it to a new Kafka and a new MongoDB, before anything else uses them");
    }
  }

  /** Last: an index that lets documents expire would take some before they were verified. */
  void index(SavedCollection saved) throws IOException {
    Path file = Manifest.metadata(from, saved.database(), saved.name());
    List<Document> indexes = new ArrayList<>();
    for (Document index :
        Document.parse(Files.readString(file)).getList("indexes", Document.class)) {
      if (!index.getString("name").equals("_id_")) {
        index.remove("v");
        indexes.add(index);
      }
    }
    if (!indexes.isEmpty()) {
      client
          .getDatabase(saved.database())
          .runCommand(new Document("createIndexes", saved.name()).append("indexes", indexes));
    }
  }

  private MongoCollection<RawBsonDocument> collection(SavedCollection saved) {
    return Documents.raw(client, saved.database(), saved.name());
  }
}
