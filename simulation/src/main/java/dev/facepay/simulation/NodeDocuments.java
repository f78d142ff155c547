package dev.facepay.simulation;

import dev.facepay.runtime.store.Documents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/** A collection as one process reaches it. */
final class NodeDocuments implements Documents {

  private static final Document NOTHING = new Document();

  private final Ports ports;
  private final Store store;
  private final Pen pen;
  private final int generation;

  NodeDocuments(Ports ports, Store store, Pen pen) {
    this.ports = ports;
    this.store = store;
    this.pen = pen;
    this.generation = store.generation();
  }

  @Override
  public boolean insert(Document document) {
    String id = document.getString(ID);
    return ports.store(
        "insert " + store.name(),
        () -> id + " " + document.get("state", ""),
        known -> {
          Document written = pen.write(document);
          return wrote(id, written, isThere() && store.documents().insert(written), known);
        });
  }

  /** Not if the database was replaced while the call was on its way; its caller is dead then. */
  private boolean isThere() {
    return store.generation() == generation;
  }

  /** A majority has it some time between here and the acknowledgement. */
  private boolean wrote(String id, Document written, boolean done, long acknowledgedAt) {
    if (done) {
      pen.wrote(written);
      store.wrote(id, ports.world().between(ports.world().now(), acknowledgedAt));
    }
    return done;
  }

  @Override
  public Optional<Document> find(String id) {
    return ports.store("find " + store.name(), () -> id, _ -> store.find(id, ports.world().now()));
  }

  @Override
  public boolean replace(String id, long ver, Document next) {
    return ports.store(
        "replace " + store.name(),
        () -> id + " ver " + ver + " " + next.get("state", ""),
        known -> {
          Document written = pen.write(next);
          boolean done = isThere() && store.documents().replace(id, ver, written);
          return wrote(id, written, done, known);
        });
  }

  @Override
  public boolean delete(String id, long ver) {
    return ports.store(
        "delete " + store.name(),
        () -> id + " ver " + ver,
        known -> {
          boolean done = isThere() && store.documents().delete(id, ver);
          return wrote(id, NOTHING, done, known);
        });
  }

  @Override
  public List<Document> findAtMost(String field, long atMost, int limit) {
    return ports.store(
        "look in " + store.name(),
        () -> field,
        _ -> store.documents().findAtMost(field, atMost, limit));
  }

  @Override
  public List<Document> page(Map<String, String> equal, String after, int limit) {
    return ports.store(
        "page of " + store.name(), () -> after, _ -> store.documents().page(equal, after, limit));
  }

  @Override
  public long count() {
    return ports.store("count " + store.name(), () -> "", _ -> store.documents().count());
  }

  @Override
  public long countWithout(String field) {
    return ports.store(
        "count " + store.name(), () -> field, _ -> store.documents().countWithout(field));
  }

  @Override
  public long deleteExpired(Instant now) {
    return ports.store(
        "expire " + store.name(), () -> "", _ -> store.documents().deleteExpired(now));
  }
}
