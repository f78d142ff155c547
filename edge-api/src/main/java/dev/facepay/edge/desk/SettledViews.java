package dev.facepay.edge.desk;

import dev.facepay.edge.desk.SettledView.Place;
import dev.facepay.payment.PaymentId;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest settled payments, packed; the oldest go, by count and by age. */
final class SettledViews {

  /** Devices and channels that are there once; beyond it a place may be there twice. */
  private static final int PLACES_MAX = 50_000;

  private final int max;

  /** By {@link PaymentId#toString}, in the order in which they were settled. */
  private final Map<String, SettledView> byId = new LinkedHashMap<>();

  private final Map<Place, Place> places = new HashMap<>();

  SettledViews(int max) {
    this.max = max;
  }

  synchronized void put(PaymentView view) {
    byId.put(view.payment().id().toString(), SettledView.of(view, this::shared));
    if (byId.size() > max) {
      byId.remove(byId.keySet().iterator().next());
    }
  }

  @Nullable PaymentView find(PaymentId id) {
    SettledView packed;
    synchronized (this) {
      packed = byId.get(id.toString());
    }
    return packed == null ? null : packed.of(id);
  }

  /**
   * @param id as {@link PaymentId#toString}
   */
  synchronized boolean has(String id) {
    return byId.containsKey(id);
  }

  synchronized int size() {
    return byId.size();
  }

  synchronized void forget(Instant before) {
    var oldest = byId.values().iterator();
    while (oldest.hasNext() && oldest.next().updatedAt().isBefore(before)) {
      oldest.remove();
    }
  }

  private Place shared(Place place) {
    if (places.size() >= PLACES_MAX) {
      places.clear();
    }
    Place before = places.putIfAbsent(place, place);
    return before == null ? place : before;
  }
}
