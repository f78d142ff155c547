package dev.facepay.simulation.world;

import dev.facepay.runtime.store.MemoryDocuments;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bson.Document;

/**
 * One collection that all processes share. A write guards against what the primary has; a read sees
 * what a majority has, which is the same a moment later, and never goes back.
 */
public final class Store {

  private final String name;
  private final MemoryDocuments documents = new MemoryDocuments();
  private final Map<String, Deque<State>> states = new HashMap<>();
  private final BiConsumer<Store, String> written;

  /** What a majority has from then on. */
  private record State(Optional<Document> document, long from) {}

  /**
   * @param written is told which document has changed
   */
  public Store(String name, BiConsumer<Store, String> written) {
    this.name = name;
    this.written = written;
  }

  public String name() {
    return name;
  }

  /** What the primary has. */
  public MemoryDocuments documents() {
    return documents;
  }

  void wrote(String id, long majorityAt) {
    Deque<State> line = states.computeIfAbsent(id, _ -> new ArrayDeque<>());
    long from = line.isEmpty() ? majorityAt : Math.max(line.getLast().from, majorityAt);
    line.add(new State(documents.find(id), from));
    written.accept(this, id);
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
