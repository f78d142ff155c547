package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** A journal as earlier releases wrote it. */
final class OldJournal {

  private final Path file;

  OldJournal(Path file) {
    this.file = file;
  }

  OldJournal insert(String database, String collection, String... ids) throws IOException {
    List<Document> documents = new ArrayList<>();
    for (String id : ids) {
      documents.add(new Document("_id", id).append("no", id.length()));
    }
    return command(
        new Document("insert", collection).append("documents", documents).append("$db", database));
  }

  OldJournal delete(String database, String collection, String id) throws IOException {
    Document one = new Document("q", new Document("_id", id)).append("limit", 1);
    return command(
        new Document("delete", collection).append("deletes", List.of(one)).append("$db", database));
  }

  OldJournal uniqueIndex(String database, String collection, String field) throws IOException {
    Document index =
        new Document("key", new Document(field, 1)).append("name", field).append("unique", true);
    return command(
        new Document("createIndexes", collection)
            .append("indexes", List.of(index))
            .append("$db", database));
  }

  OldJournal command(Document command) throws IOException {
    byte[] body = BsonBytes.of(command);
    CRC32C checksum = new CRC32C();
    checksum.update(body);
    return bytes(
        ByteBuffer.allocate(8 + body.length)
            .putInt(body.length)
            .putInt((int) checksum.getValue())
            .put(body)
            .array());
  }

  OldJournal bytes(byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return this;
  }
}
