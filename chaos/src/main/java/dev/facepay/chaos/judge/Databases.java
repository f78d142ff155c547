package dev.facepay.chaos.judge;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Reads the databases, as they lie. */
public final class Databases implements AutoCloseable {

  /** Large, and of little use to the judge. */
  private static final Set<String> LEFT_OUT = Set.of("timeline");

  private final MongoClient mongo;

  public Databases(String uri) {
    mongo =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(it -> it.serverSelectionTimeout(3, TimeUnit.SECONDS))
                .applyToSocketSettings(
                    it -> it.connectTimeout(3, TimeUnit.SECONDS).readTimeout(30, TimeUnit.SECONDS))
                .build());
  }

  /** Every document, by {@code database.collection}. */
  public Map<String, List<Document>> read(Secrets secrets) {
    Map<String, List<Document>> all = new LinkedHashMap<>();
    for (String database : mongo.listDatabaseNames()) {
      for (String name : mongo.getDatabase(database).listCollectionNames()) {
        List<Document> documents = new ArrayList<>();
        for (Document document : mongo.getDatabase(database).getCollection(name).find()) {
          secrets.search("the collection " + name, document.toString());
          LEFT_OUT.forEach(document::remove);
          documents.add(document);
        }
        all.put(database + "." + name, documents);
      }
    }
    return all;
  }

  /** What nobody would come back to: work that is open, and has neither a due time nor a lease. */
  public List<String> withoutDue() {
    List<String> wrong = new ArrayList<>();
    for (Document reversal : collection("facepay_reverse", "reverse_chases").find()) {
      if (!(reversal.get("due_at") instanceof Number)) {
        wrong.add("a reversal without a due time: " + reversal.get("_id"));
      }
    }
    for (Document asking : attempts(new Document("state", "asking"))) {
      if (!(asking.get("lease_until") instanceof Number)) {
        wrong.add("asking without a lease: " + asking.get("_id"));
      }
    }
    return wrong;
  }

  /** How much is still to be done, in words; empty if nothing is. */
  public List<String> open() {
    List<String> open = new ArrayList<>();
    count(open, "reversals", collection("facepay_reverse", "reverse_chases"), new Document());
    count(
        open,
        "attempts being asked",
        collection("facepay_pay", "pay_attempts"),
        new Document("state", "asking"));
    count(
        open,
        "open payments on the read side",
        collection("facepay_report", "payments"),
        new Document("open", true));
    for (String database : mongo.listDatabaseNames()) {
      count(open, "held in " + database, collection(database, "held_records"), new Document());
    }
    return open;
  }

  private static void count(
      List<String> open, String what, MongoCollection<Document> where, Document filter) {
    long count = where.countDocuments(filter);
    if (count > 0) {
      open.add(count + " " + what);
    }
  }

  private Iterable<Document> attempts(Document filter) {
    return collection("facepay_pay", "pay_attempts").find(filter);
  }

  private MongoCollection<Document> collection(String database, String name) {
    return mongo.getDatabase(database).getCollection(name);
  }

  @Override
  public void close() {
    mongo.close();
  }
}
