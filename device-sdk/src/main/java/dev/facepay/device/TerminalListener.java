package dev.facepay.device;

import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.face.FaceCode;
import dev.facepay.device.order.Finished;

/**
 * The App's side. Everything comes on the terminal's thread, one after the other: be short, and hop
 * to the main thread to draw.
 */
public interface TerminalListener {

  /** The face SDK and a credential are there: a scan begins at once. May come again. */
  default void ready(DeviceIdentity identity) {}

  /**
   * Whether to sell to the buyer whose face was scanned: an App may refuse a minor, or keep the
   * openid. Nothing has been sent yet. With false, or an exception, nothing is: the attempt ends as
   * {@code NotSent} with {@code NOT_SOLD}.
   */
  default boolean sellsTo(String orderNo, FaceCode.Buyer buyer) {
    return true;
  }

  /**
   * WeChat's page is over, once at most for a scan that gave a code: the App may show its own. Not
   * each SDK tells it.
   *
   * @param resultSeen false if the buyer left before the result or the page failed: show that the
   *     result is to be confirmed with the shop (请与商家确认支付结果)
   */
  default void pageClosed(String orderNo, boolean resultSeen) {}

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
   *     heartbeat}, {@code journal}, {@code firewall}, {@code face_page}, {@code listener}, {@code
   *     report}, {@code trade}
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
