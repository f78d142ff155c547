package dev.facepay.device.journal;

import dev.facepay.device.order.OrderEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One terminal's memory. Used from one thread at a time. */
public interface Journal {

  /**
   * Stores the order in place of what was stored of it. When this returns it is on the disk.
   *
   * @throws IOException if it is not; what was stored before is still there
   */
  void put(OrderEntry entry) throws IOException;

  void remove(String orderNo) throws IOException;

  /** All orders that are stored. */
  Stored all() throws IOException;

  /** A small text beside the orders, like the device's identity. */
  void note(String name, String text) throws IOException;

  Optional<String> note(String name) throws IOException;

  /**
   * @param unreadable names of what was set aside since it cannot be read
   */
  record Stored(List<OrderEntry> orders, List<String> unreadable) {}
}
