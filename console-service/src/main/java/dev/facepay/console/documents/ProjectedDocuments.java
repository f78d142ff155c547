package dev.facepay.console.documents;

import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.BulkDocuments.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Documents that facts are folded into, one a payment, trade or bill, and the sums over them. */
public final class ProjectedDocuments {

  private static final Document BY_ID = new Document("_id", 1);
  private static final int READ_MAX = 1_000;

  private final BulkDocuments documents;
  private final @Nullable DaySums sums;

  /**
   * @param sums null: nothing is summed up over them
   */
  public ProjectedDocuments(BulkDocuments documents, @Nullable DaySums sums) {
    this.documents = documents;
    this.sums = sums;
  }

  /** Makes the next document of the one before, if there is one, and what is new. */
  @FunctionalInterface
  public interface Next<F> extends BiFunction<Optional<Document>, List<F>, Document> {}

  /**
   * Returns when the documents say all of these facts, whatever they said before and whoever else
   * writes: what was read is decided anew until a look finds nothing to change. The sums hold the
   * same.
   *
   * @return how many documents were changed
   */
  public <F> int fold(Map<String, List<F>> facts, Next<F> next) {
    if (sums == null) {
      return foldUncounted(facts, next, new HashSet<>());
    }
    int changed;
    try (DaySums.Changing changing = sums.changing()) {
      changed = write(facts, next, changing::mark, changing::wrote);
    }
    sums.countDue();
    return changed;
  }

  /**
   * The same without the sums.
   *
   * @param places gets the places to {@link #count} when all is folded
   */
  public <F> int foldUncounted(Map<String, List<F>> facts, Next<F> next, Set<StoreDay> places) {
    return write(
        facts, next, slots -> slots.forEach(slot -> places.add(slot.place())), changes -> {});
  }

  public void count(Set<StoreDay> places) {
    sums().recount(places.stream().map(TimeSlot::day).toList());
  }

  /** Counts what has waited for it: now and then, for when no more facts come. */
  public void countDue() {
    sums().countDue();
  }

  private interface Marker {
    void mark(Collection<TimeSlot> slots);
  }

  /** One document as it was, and as it shall be. */
  record Change(Optional<Document> before, Write write, Set<TimeSlot> slots) {}

  /**
   * @param written is told of all changes, if each was written at the first try; else nobody knows
   *     who has written which
   */
  private <F> int write(
      Map<String, List<F>> facts, Next<F> next, Marker marker, Consumer<List<Change>> written) {
    int changed = 0;
    boolean isFirst = true;
    List<Change> changes = changes(facts, next);
    while (!changes.isEmpty()) {
      Set<TimeSlot> slots = new TreeSet<>();
      changes.forEach(change -> slots.addAll(change.slots()));
      marker.mark(slots);
      if (documents.write(changes.stream().map(Change::write).toList())) {
        if (isFirst) {
          written.accept(changes);
        }
        return changed + changes.size();
      }
      isFirst = false;
      List<Change> again = changes(facts, next);
      changed += Math.max(0, changes.size() - again.size());
      changes = again;
    }
    return changed;
  }

  private <F> List<Change> changes(Map<String, List<F>> facts, Next<F> next) {
    List<Change> changes = new ArrayList<>();
    if (facts.isEmpty()) {
      return changes;
    }
    Map<String, Document> found = documents.find(facts.keySet());
    facts.forEach(
        (id, of) -> {
          Optional<Document> before = Optional.ofNullable(found.get(id));
          Long ver = before.map(it -> it.getLong("ver")).orElse(null);
          Document after = next.apply(before, of);
          if (!Objects.equals(ver, after.getLong("ver"))) {
            // It may have moved: counted where it was too.
            Set<TimeSlot> slots = new HashSet<>();
            before.flatMap(this::slot).ifPresent(slots::add);
            slot(after).ifPresent(slots::add);
            changes.add(new Change(before, new Write(ver, after), slots));
          }
        });
    return changes;
  }

  private Optional<TimeSlot> slot(Document document) {
    return sums == null ? Optional.empty() : sums.slot(document);
  }

  /**
   * Takes over from another one's documents what no fact has told here.
   *
   * @return how many documents were changed by it
   */
  public int keep(ProjectedDocuments other, Next<Document> next, Set<StoreDay> places) {
    int kept = 0;
    List<Document> some = other.some("");
    while (!some.isEmpty()) {
      Map<String, List<Document>> byId = new HashMap<>();
      some.forEach(document -> byId.put(document.getString("_id"), List.of(document)));
      kept += foldUncounted(byId, next, places);
      some = other.some(some.getLast().getString("_id"));
    }
    return kept;
  }

  private List<Document> some(String behind) {
    return documents.find(new Document("_id", new Document("$gt", behind)), BY_ID, READ_MAX);
  }

  /** What this process knows of sums without looking: others have written them all. */
  public void forget() {
    sums().forget();
  }

  public BulkDocuments documents() {
    return documents;
  }

  /** Only of documents that have some. */
  public DaySums sums() {
    return Objects.requireNonNull(sums, "sums");
  }
}
