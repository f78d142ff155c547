package dev.facepay.simulator;

import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.OrderKey;
import dev.facepay.simulator.ledger.Step;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All scripts. Scripts for one order number win over wider ones; the newest wins among equals. */
final class Scripts {
  /** A test run of many thousand orders has one script each. */
  private final int scriptsMax;

  private final Map<String, ArrayDeque<Script>> exact = new HashMap<>();
  private final ArrayDeque<Script> wide = new ArrayDeque<>();

  /** Of a wide script each order has one; who was not asked about for longest begins anew. */
  private final Map<Place, Cursor> cursors =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Cursor> eldest) {
          return size() > scriptsMax;
        }
      };

  private volatile int size;

  Scripts(int scriptsMax) {
    this.scriptsMax = scriptsMax;
  }

  private record Place(String scriptId, OrderKey key, Api api) {}

  private record Cursor(int step, int used, @Nullable Instant firstUse) {}

  /** Adds a script; false when the book is full. */
  synchronized boolean add(Script script) {
    if (size >= scriptsMax) {
      return false;
    }
    String number = script.outTradeNo();
    if (number == null) {
      wide.addFirst(script);
    } else {
      exact.computeIfAbsent(number, n -> new ArrayDeque<>()).addFirst(script);
    }
    size++;
    return true;
  }

  /** Takes a script away; false when there is none of that id. */
  synchronized boolean remove(String id) {
    boolean found = wide.removeIf(s -> s.id().equals(id));
    for (ArrayDeque<Script> scripts : exact.values()) {
      found |= scripts.removeIf(s -> s.id().equals(id));
    }
    exact.values().removeIf(ArrayDeque::isEmpty);
    cursors.keySet().removeIf(p -> p.scriptId().equals(id));
    size = all().size();
    return found;
  }

  /** Takes all scripts away. */
  synchronized void clear() {
    exact.clear();
    wide.clear();
    cursors.clear();
    size = 0;
  }

  /** Every script, the order of adding not kept. */
  synchronized List<Script> all() {
    List<Script> all = new ArrayList<>(wide);
    exact.values().forEach(all::addAll);
    return all;
  }

  /** The step for this call, used up by asking; empty when no script has one. */
  Optional<Step> next(Api api, OrderKey key, Instant now) {
    if (size == 0) {
      return Optional.empty();
    }
    synchronized (this) {
      for (Script script : exact.getOrDefault(key.outTradeNo(), new ArrayDeque<>())) {
        if (script.matches(api, key)) {
          return advance(script, api, key, now);
        }
      }
      for (Script script : wide) {
        if (script.matches(api, key)) {
          return advance(script, api, key, now);
        }
      }
      return Optional.empty();
    }
  }

  private Optional<Step> advance(Script script, Api api, OrderKey key, Instant now) {
    Place place = new Place(script.id(), key, api);
    Cursor cursor = cursors.getOrDefault(place, new Cursor(0, 0, null));
    while (cursor.step() < script.steps().size() && isOver(script, cursor, now)) {
      cursor = new Cursor(cursor.step() + 1, 0, null);
    }
    if (cursor.step() >= script.steps().size()) {
      cursors.put(place, cursor);
      return script.repeatLast() ? fitting(script.steps().getLast(), api) : Optional.empty();
    }
    Instant first = cursor.firstUse() == null ? now : cursor.firstUse();
    cursors.put(place, new Cursor(cursor.step(), cursor.used() + 1, first));
    return fitting(script.steps().get(cursor.step()), api);
  }

  private static Optional<Step> fitting(Step step, Api api) {
    return step.behaviour().fits(api) ? Optional.of(step) : Optional.of(Step.ORDINARY);
  }

  private static boolean isOver(Script script, Cursor cursor, Instant now) {
    Step step = script.steps().get(cursor.step());
    if (step.lasting() != null) {
      return cursor.firstUse() != null && !now.isBefore(cursor.firstUse().plus(step.lasting()));
    }
    return cursor.used() >= step.times();
  }
}
