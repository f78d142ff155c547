package dev.facepay.simulation;

import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.MemoryDocuments;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bson.Document;

/**
 * One collection that all processes share. A write guards against what the primary has; a read sees
 * what a majority has, which is the same a moment later, and never goes back.
 */
final class Store {

  private final String name;
  private final String dueField;
  private MemoryDocuments documents = new MemoryDocuments();
  private final Map<String, Deque<State>> states = new HashMap<>();
  private final BiConsumer<Store, String> written;

  private static final long UNKNOWN = -1;

  private final List<Runnable> watchers = new ArrayList<>();
  private long nextDueMs = UNKNOWN;

  /** How often it was restored: what was sent to a database that is gone does nothing here. */
  private int generation;

  /** All of it, at a moment. */
  record Copy(List<Document> documents) {}

  /** What a majority has from then on. */
  private record State(Optional<Document> document, long from) {}

  /**
   * @param dueField when somebody must come back to a document, epoch milliseconds
   * @param written is told which document has changed
   */
  Store(String name, String dueField, BiConsumer<Store, String> written) {
    this.name = name;
    this.dueField = dueField;
    this.written = written;
  }

  String name() {
    return name;
  }

  /** What the primary has. */
  MemoryDocuments documents() {
    return documents;
  }

  Copy copy() {
    return new Copy(documents.all());
  }

  /** The copy is all that there is from now on. */
  void restore(Copy copy) {
    generation++;
    documents = new MemoryDocuments();
    states.clear();
    nextDueMs = UNKNOWN;
    for (Document document : copy.documents()) {
      documents.insert(document);
      wrote(document.getString(Documents.ID), 0);
    }
  }

  /** Looks whenever something has been written. */
  void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  /** When the first due record is due, epoch milliseconds; the greatest number if there is none. */
  long nextDueMs() {
    if (nextDueMs == UNKNOWN) {
      nextDueMs =
          documents.findAtMost(dueField, Long.MAX_VALUE, 1).stream()
              .mapToLong(it -> it.getLong(dueField))
              .findFirst()
              .orElse(Long.MAX_VALUE);
    }
    return nextDueMs;
  }

  int generation() {
    return generation;
  }

  void wrote(String id, long majorityAt) {
    Deque<State> line = states.computeIfAbsent(id, _ -> new ArrayDeque<>());
    long from = line.isEmpty() ? majorityAt : Math.max(line.getLast().from, majorityAt);
    line.add(new State(documents.find(id), from));
    nextDueMs = UNKNOWN;
    written.accept(this, id);
    watchers.forEach(Runnable::run);
  }

  /** What a majority has. */
  Optional<Document> find(String id, long now) {
    Deque<State> line = states.get(id);
    Optional<Document> found = Optional.empty();
    if (line != null) {
      for (State state : line) {
        if (state.from <= now) {
          found = state.document;
        }
      }
    }
    return found.map(Document::new);
  }
}
