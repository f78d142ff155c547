package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The commands that would make the databases as they are now: indexes first, then documents. */
final class Snapshot {

  /** Few enough for one entry to stay small, many enough to be fast. */
  private static final int BATCH_DOCUMENTS = 200;

  private final Ask ask;

  Snapshot(Ask ask) {
    this.ask = ask;
  }

  void write(String database, Sink out) throws IOException {
    List<Document> collections = cursor(database, new Document("listCollections", 1));
    for (Document collection : collections) {
      String name = (String) collection.get("name");
      if (name != null && !name.startsWith("system.")) {
        writeCollection(database, name, out);
      }
    }
  }

  private void writeCollection(String database, String name, Sink out) throws IOException {
    List<Document> indexes = new ArrayList<>();
    for (Document index : cursor(database, new Document("listIndexes", name))) {
      if (!"_id_".equals(index.get("name"))) {
        indexes.add(index);
      }
    }
    if (!indexes.isEmpty()) {
      out.accept(
          new Document("createIndexes", name).append("indexes", indexes).append("$db", database));
    }
    Document next = new Document("find", name).append("batchSize", BATCH_DOCUMENTS);
    boolean more = true;
    for (String field = "firstBatch"; more; field = "nextBatch") {
      Document cursor = cursorOf(ask.ask(database, next), next);
      List<Document> batch = batch(cursor, field);
      if (!batch.isEmpty()) {
        out.accept(new Document("insert", name).append("documents", batch).append("$db", database));
      }
      more = !batch.isEmpty() && !Long.valueOf(0).equals(cursor.get("id"));
      next =
          new Document("getMore", cursor.get("id"))
              .append("collection", name)
              .append("batchSize", BATCH_DOCUMENTS);
    }
  }

  private List<Document> cursor(String database, Document command) {
    return batch(cursorOf(ask.ask(database, command), command), "firstBatch");
  }

  private static Document cursorOf(Document reply, Document command) {
    if (reply.get("cursor") instanceof Document cursor) {
      return cursor;
    }
    throw new IllegalStateException(command.keySet().iterator().next() + " brought no cursor");
  }

  private static List<Document> batch(Document cursor, String field) {
    List<Document> batch = new ArrayList<>();
    if (cursor.get(field) instanceof Iterable<?> documents) {
      documents.forEach(it -> batch.add((Document) it));
    }
    return batch;
  }

  /** Runs a command. */
  @FunctionalInterface
  interface Ask {
    Document ask(String database, Document command);
  }

  /** Takes a command. */
  @FunctionalInterface
  interface Sink {
    void accept(Document command) throws IOException;
  }
}
