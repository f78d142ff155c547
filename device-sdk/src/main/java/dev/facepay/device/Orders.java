package dev.facepay.device;

import dev.facepay.device.journal.Journal;
import dev.facepay.device.order.OrderEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The orders in memory, each as it is on the disk. */
final class Orders {

  private final Journal journal;
  private final TerminalListener listener;
  private final Map<String, OrderEntry> orders = new LinkedHashMap<>();
  private boolean loaded;

  Orders(Journal journal, TerminalListener listener) {
    this.journal = journal;
    this.listener = listener;
  }

  /**
   * @param toldBefore finished orders older than this go
   * @return false if the disk cannot be read; to be tried again
   */
  boolean load(Instant toldBefore) {
    try {
      Journal.Stored stored = journal.all();
      stored.unreadable().forEach(name -> listener.trouble("journal", "set aside: " + name));
      for (OrderEntry entry : stored.orders()) {
        if (entry.stage() == OrderEntry.Stage.TOLD && entry.since().isBefore(toldBefore)) {
          journal.remove(entry.orderNo());
        } else {
          orders.put(entry.orderNo(), entry);
        }
      }
      loaded = true;
    } catch (IOException e) {
      listener.trouble("journal", "cannot be read: " + e.getClass().getSimpleName());
    }
    return loaded;
  }

  boolean isLoaded() {
    return loaded;
  }

  List<OrderEntry> orders() {
    return new ArrayList<>(orders.values());
  }

  @Nullable OrderEntry find(String orderNo) {
    return orders.get(orderNo);
  }

  /**
   * @return whether it is on the disk. In memory it is in any case: an end that the disk does not
   *     take is told now, and found out again after a restart.
   */
  boolean store(OrderEntry entry) {
    orders.put(entry.orderNo(), entry);
    try {
      journal.put(entry);
      return true;
    } catch (IOException e) {
      listener.trouble("journal", "cannot be written: " + e.getClass().getSimpleName());
      return false;
    }
  }
}
