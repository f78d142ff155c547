package dev.facepay.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import org.bson.Document;

/** A process of its own that writes until it is killed, and says what was acknowledged. */
final class Writer {

  private Writer() {}

  static void main(String[] args) {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), 0);
        MongoClient client = MongoClients.create(database.uri())) {
      MongoCollection<Document> payments = client.getDatabase("pay").getCollection("attempts");
      for (int i = 0; ; i++) {
        payments.insertOne(new Document("_id", "p-" + i).append("ver", 1L));
        payments.replaceOne(
            new Document("_id", "p-" + i), new Document("_id", "p-" + i).append("ver", 2L));
        System.out.println(i);
      }
    }
  }
}
