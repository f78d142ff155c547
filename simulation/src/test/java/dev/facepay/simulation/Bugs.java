package dev.facepay.simulation;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.DeadLetters.Reason;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.stage.FactHandler.Holding;
import dev.facepay.runtime.store.Documents;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;

/** Collections that make a service behave as if it had a bug. */
final class Bugs {

  private Bugs() {}

  /** Puts a double around a collection. */
  @FunctionalInterface
  interface Around {
    Documents put(Documents real, Timekeeper time);
  }

  /** All as it should be; a bug overrides what it gets wrong. */
  abstract static class Honest implements Documents {
    final Documents real;

    Honest(Documents real) {
      this.real = real;
    }

    @Override
    public boolean insert(Document document) {
      return real.insert(document);
    }

    @Override
    public Optional<Document> find(String id) {
      return real.find(id);
    }

    @Override
    public boolean replace(String id, long ver, Document next) {
      return real.replace(id, ver, next);
    }

    @Override
    public boolean delete(String id, long ver) {
      return real.delete(id, ver);
    }

    @Override
    public List<Document> findAtMost(String field, long atMost, int limit) {
      return real.findAtMost(field, atMost, limit);
    }

    @Override
    public List<Document> page(Map<String, String> equal, String after, int limit) {
      return real.page(equal, after, limit);
    }

    @Override
    public long count() {
      return real.count();
    }

    @Override
    public long countWithout(String field) {
      return real.countWithout(field);
    }

    @Override
    public long deleteExpired(Instant now) {
      return real.deleteExpired(now);
    }
  }

  /** The attempt is written down together with its answer, if it comes to that. */
  static final class WritesAfterAsking extends Honest {
    private final Map<String, Document> unwritten = new HashMap<>();

    WritesAfterAsking(Documents real, Timekeeper time) {
      super(real);
    }

    @Override
    public boolean insert(Document document) {
      if (document.get("state", "").equals("asking")
          && real.find(document.getString(ID)).isEmpty()) {
        unwritten.put(document.getString(ID), document);
        return true;
      }
      return real.insert(document);
    }

    @Override
    public boolean replace(String id, long ver, Document next) {
      Document first = unwritten.remove(id);
      return (first == null || real.insert(first)) && real.replace(id, ver, next);
    }
  }

  /** A worker that finds an attempt whose lease has lapsed begins anew. */
  static final class ForgetsLapsedLeases extends Honest {
    private final Timekeeper time;

    ForgetsLapsedLeases(Documents real, Timekeeper time) {
      super(real);
      this.time = time;
    }

    private boolean isLapsed(Document found) {
      return found.get("state", "").equals("asking")
          && found.getLong("lease_until") < time.instant().toEpochMilli();
    }

    @Override
    public boolean insert(Document document) {
      Optional<Document> lapsed = real.find(document.getString(ID)).filter(this::isLapsed);
      lapsed.ifPresent(it -> real.delete(it.getString(ID), it.getLong(VER)));
      return real.insert(document);
    }

    @Override
    public Optional<Document> find(String id) {
      return real.find(id).filter(it -> !isLapsed(it));
    }
  }

  /** The last writer wins. */
  static final class IgnoresVersions extends Honest {
    IgnoresVersions(Documents real, Timekeeper time) {
      super(real);
    }

    @Override
    public boolean replace(String id, long ver, Document next) {
      Optional<Document> found = real.find(id);
      while (found.isPresent()) {
        long current = found.get().getLong(VER);
        if (real.replace(id, current, new Document(next).append(VER, current + 1))) {
          return true;
        }
        // Each turn that is lost is another writer's write.
        found = real.find(id);
      }
      return false;
    }
  }

  /** "Interrupted" is said, and not written down. */
  static final class ForgetsTakeOvers extends Honest {
    ForgetsTakeOvers(Documents real, Timekeeper time) {
      super(real);
    }

    @Override
    public boolean replace(String id, long ver, Document next) {
      Document fields = next.get("fact", new Document()).get("fields", new Document());
      return fields.get("reason", "").equals("interrupted") || real.replace(id, ver, next);
    }
  }

  /** What is written down is gone. */
  static final class Forgets extends Honest {
    Forgets(Documents real) {
      super(real);
    }

    @Override
    public boolean insert(Document document) {
      return true;
    }

    @Override
    public Optional<Document> find(String id) {
      return Optional.empty();
    }
  }

  /** Nobody is told that another one was first. */
  static final class AlwaysFirst extends Honest {
    AlwaysFirst(Documents real) {
      super(real);
    }

    @Override
    public boolean insert(Document document) {
      real.insert(document);
      return true;
    }
  }

  /** Whoever has the number of the attempt before is taken for it. */
  static final class TakesNumbersForOrders extends Honest {
    TakesNumbersForOrders(Documents real) {
      super(real);
    }

    @Override
    public Optional<Document> find(String id) {
      int dash = id.lastIndexOf('-');
      Optional<Document> found = real.find(id);
      if (dash > 0) {
        found.ifPresent(it -> rename(it, id, dash));
      }
      return found;
    }

    private static void rename(Document found, String id, int dash) {
      Document fields = found.get("fact", Document.class).get("fields", Document.class);
      fields.put("order_no", id.substring(id.indexOf(':') + 1, dash));
      fields.put("attempt", Integer.parseInt(id.substring(dash + 1)));
    }
  }

  /** What was raised is not written down. */
  static final class ForgetsAlarms extends Honest {
    ForgetsAlarms(Documents real) {
      super(real);
    }

    @Override
    public boolean replace(String id, long ver, Document next) {
      return real.replace(id, ver, forgetful(next));
    }

    private static Document forgetful(Document next) {
      Document out = new Document(next);
      for (String body : List.of("body", "then_body")) {
        if (next.get(body) instanceof Document kept) {
          out.put(body, new Document(kept).append("raised", List.of()));
        }
      }
      return out;
    }
  }

  /** What can't be handled is dropped. */
  static final class Drops implements Holding {
    @Override
    public void handledBy(String stage, FactHandler handler) {
      // Nobody will.
    }

    @Override
    public void hold(ConsumerRecord<byte[], byte[]> record, Reason reason) {
      // Nobody does.
    }
  }
}
