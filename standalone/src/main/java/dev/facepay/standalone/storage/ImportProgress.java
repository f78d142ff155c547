package dev.facepay.standalone.storage;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import org.bson.Document;

/**
 * One document in the target, written before anything else: only with it is a target that holds
 * something one whose import goes on.
 */
final class ImportProgress {

  static final String DATABASE = "facepay_move";

  private static final String COLLECTION = "imports";
  private static final String STATE = "state";
  private static final String DONE = "done";
  private static final String CLUSTER = "kafka_cluster";

  private final MongoCollection<Document> imports;
  private final String export;

  /**
   * @param export its id
   */
  ImportProgress(MongoClient client, String export) {
    this.imports = client.getDatabase(DATABASE).getCollection(COLLECTION);
    this.export = export;
  }

  /** What is known of this import. */
  enum State {
    NEW,
    BEGUN,
    DONE
  }

  /**
   * @param cluster the Kafka's id
   * @throws CannotRun if it was begun with another Kafka
   */
  State state(String cluster) {
    Document mark = imports.find(Filters.eq("_id", export)).first();
    if (mark == null) {
      return State.NEW;
    }
    if (!cluster.equals(mark.getString(CLUSTER))) {
      throw new CannotRun(
          ExitCode.USAGE,
          "this export was imported to this MongoDB with another Kafka",
          "name that Kafka, or an empty MongoDB");
    }
    return DONE.equals(mark.getString(STATE)) ? State.DONE : State.BEGUN;
  }

  void begin(String cluster) {
    imports.insertOne(new Document("_id", export).append(STATE, "begun").append(CLUSTER, cluster));
  }

  void done() {
    imports.updateOne(Filters.eq("_id", export), Updates.set(STATE, DONE));
  }
}
