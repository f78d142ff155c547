package dev.facepay.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.util.UUID;
import org.bson.Document;

/** A process of its own that writes until it is killed, and says what was acknowledged. */
final class Writer {

  private Writer() {}

  static void main(String[] args) {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), 0);
        MongoClient client = MongoClients.create(database.uri())) {
      MongoCollection<Document> attempts = CrashTest.attempts(client);
      attempts.createIndex(new Document("due", 1), CrashTest.name("due"));
      attempts.createIndex(new Document("state", 1), CrashTest.name("state"));
      for (int i = 0; ; i++) {
        // It ends with a dot, so that half a line is not taken for a whole one.
        Document key = new Document("_id", "p-" + UUID.randomUUID() + ".");
        attempts.insertOne(new Document(key).append("ver", 1L).append("due", i));
        attempts.replaceOne(
            key, new Document(key).append("ver", 2L).append("due", i + 1).append("state", "a"));
        System.out.println(key.getString("_id"));
      }
    }
  }
}
