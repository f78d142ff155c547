package dev.facepay.device;

import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.order.Finished;

/**
 * The App's side. Everything comes on the terminal's thread, one after the other: be short, and hop
 * to the main thread to draw.
 */
public interface TerminalListener {

  /** The face SDK and a credential are there: a scan begins at once. May come again. */
  default void ready(DeviceIdentity identity) {}

  /** Something else to show. */
  default void progress(Progress progress) {}

  /**
   * The end of an attempt, once. When this returns it counts as heard; what the App does with it
   * (print, book, hand over) is done by then or stored.
   */
  void finished(Finished finished);

  /** Nothing was done, and nothing has changed. */
  default void declined(String orderNo, Decline why) {}

  /**
   * Something outside of an order does not work; it is tried again by itself.
   *
   * @param what a stable word: {@code identity}, {@code face_sdk}, {@code credential}, {@code
   *     heartbeat}, {@code journal}, {@code firewall}, {@code report}, {@code trade}
   * @param detail for logs; holds no credential
   */
  default void trouble(String what, String detail) {}

  /** Why nothing was done. */
  enum Decline {
    /** Another scan is going on. */
    SCANNING,
    /** The order is being paid: its end will be told. */
    ORDER_IS_OPEN,
    /** The order is paid, or its number is another order's. */
    ORDER_IS_OVER,
    ORDER_NOT_KNOWN,
    /** The order is over: there is nothing to cancel. */
    NOTHING_TO_CANCEL,
    /** The journal cannot be read: without it nothing is sold. */
    NO_JOURNAL,
    CLOSED
  }
}
