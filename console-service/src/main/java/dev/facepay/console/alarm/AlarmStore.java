package dev.facepay.console.alarm;

import dev.facepay.console.alarm.AlarmHistory.Word;
import dev.facepay.console.documents.ContentHash;
import dev.facepay.console.documents.ProjectedDocuments;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.payment.TimelineEntry;
import dev.facepay.payment.AlarmFact;
import dev.facepay.payment.AlarmFact.About;
import dev.facepay.payment.AlarmFact.Alarm;
import dev.facepay.payment.Fact;
import dev.facepay.payment.FactType;
import dev.facepay.payment.Stage;
import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.Document;

/**
 * One document for whatever was ever spoken of, also when its alarm is over; written here and
 * nowhere else. Whether an alarm stands is what it is about to say: nothing of it is kept here.
 */
public final class AlarmStore {

  private static final String WORDS = "words";

  private final ProjectedDocuments folded;

  private AlarmStore(BulkDocuments documents) {
    this.folded = new ProjectedDocuments(documents, null);
  }

  /**
   * @param prefix before the name of the collection: the one without is shown
   */
  public static AlarmStore in(Stores stores, String prefix) {
    return new AlarmStore(stores.bulk(prefix + "alarms", Map.of()));
  }

  /**
   * An alarm that stands.
   *
   * @param since when it began
   * @param last when the newest of it was said
   */
  public record Standing(Alarm alarm, Instant since, Instant last) {

    private String key() {
      return AlarmStore.key(alarm.about().wire(), alarm.id());
    }
  }

  private static String key(String about, String id) {
    return about + " " + id;
  }

  /**
   * Returns when the documents say all of these facts; facts about anything else are passed over.
   *
   * @return how many documents were changed
   */
  public int fold(Collection<? extends Fact> facts) {
    return folded.fold(byKey(facts), AlarmStore::next);
  }

  private static Map<String, List<AlarmFact>> byKey(Collection<? extends Fact> facts) {
    Map<String, List<AlarmFact>> found = new HashMap<>();
    for (Fact fact : facts) {
      if (fact instanceof AlarmFact of) {
        String key = key(of.alarm().about().wire(), of.alarm().id());
        found.computeIfAbsent(key, it -> new ArrayList<>()).add(of);
      }
    }
    return found;
  }

  private static Document next(Optional<Document> before, List<AlarmFact> facts) {
    Alarm alarm = facts.getFirst().alarm();
    return write(alarm.about().wire(), alarm.id(), history(before).and(AlarmHistory.of(facts)));
  }

  /**
   * Takes over what these facts did not tell: their log was longer.
   *
   * @return how many documents were changed by it
   */
  public int keep(AlarmStore other) {
    return folded.keep(other.folded, AlarmStore::kept, new HashSet<>());
  }

  /** What can't be read stays as it is. */
  private static Document kept(Optional<Document> told, List<Document> before) {
    Document old = before.getFirst();
    AlarmHistory kept;
    try {
      kept = read(old);
    } catch (RuntimeException e) {
      return told.orElse(old);
    }
    return write(old.getString("about"), old.getString("alarm_id"), history(told).and(kept));
  }

  /** Whether the documents say all of these facts already. */
  public boolean says(Collection<AlarmFact> facts) {
    Map<String, List<AlarmFact>> byKey = byKey(facts);
    Map<String, Document> found = folded.documents().find(byKey.keySet());
    return byKey.entrySet().stream()
        .allMatch(
            it -> {
              AlarmHistory history = history(Optional.ofNullable(found.get(it.getKey())));
              return history.and(AlarmHistory.of(it.getValue())).equals(history);
            });
  }

  /** What people said of these, each once; {@link AlarmView#NONE} of those that nobody spoke of. */
  public Map<Standing, AlarmView> views(Collection<Standing> standing) {
    Map<String, Document> found =
        standing.isEmpty()
            ? Map.of()
            : folded.documents().find(standing.stream().map(Standing::key).distinct().toList());
    Map<Standing, AlarmView> views = new HashMap<>();
    for (Standing one : standing) {
      Document document = found.get(one.key());
      views.put(
          one, document == null ? AlarmView.NONE : read(document).view(one.since(), one.last()));
    }
    return views;
  }

  /** All that was ever said of these, by their ids, in the order of time. */
  public Map<String, List<TimelineEntry>> entries(About about, Collection<String> ids) {
    Map<String, List<TimelineEntry>> entries = new HashMap<>();
    if (!ids.isEmpty()) {
      folded
          .documents()
          .find(ids.stream().map(id -> key(about.wire(), id)).toList())
          .forEach(
              (key, document) ->
                  entries.put(
                      document.getString("alarm_id"),
                      read(document).words().stream().map(AlarmStore::entry).toList()));
    }
    return entries;
  }

  private static TimelineEntry entry(Word word) {
    Map<String, Object> details = new TreeMap<>(Map.of("who", word.who()));
    if (!word.assignee().isEmpty()) {
      details.put("assignee", word.assignee());
    }
    if (!word.why().isEmpty()) {
      details.put("why", word.why());
    }
    FactType type = word.isAssignment() ? FactType.ALARM_ASSIGNED : FactType.ALARM_ACKNOWLEDGED;
    return new TimelineEntry(
        PaymentView.time(word.at()),
        type.wire().replaceFirst("\\.v\\d+$", ""),
        0,
        Stage.PERSON.wire(),
        null,
        details);
  }

  private static Document write(String about, String id, AlarmHistory history) {
    Document out =
        new Document("_id", key(about, id))
            .append("ver", 0L)
            .append("about", about)
            .append("alarm_id", id)
            .append(WORDS, history.words().stream().map(AlarmStore::write).toList());
    return out.append("ver", ContentHash.of(out));
  }

  private static Document write(Word word) {
    return new Document("at", Date.from(word.at()))
        .append("is_assignment", word.isAssignment())
        .append("assignee", word.assignee())
        .append("who", word.who())
        .append("why", word.why());
  }

  private static AlarmHistory history(Optional<Document> document) {
    return document.map(AlarmStore::read).orElseGet(() -> new AlarmHistory(new TreeSet<>()));
  }

  private static AlarmHistory read(Document in) {
    TreeSet<Word> words = new TreeSet<>();
    for (Document word : in.getList(WORDS, Document.class)) {
      words.add(
          new Word(
              word.getDate("at").toInstant(),
              word.getBoolean("is_assignment"),
              word.getString("assignee"),
              word.getString("who"),
              word.getString("why")));
    }
    return new AlarmHistory(words);
  }

  public boolean isEmpty() {
    return folded.documents().count() == 0;
  }
}
