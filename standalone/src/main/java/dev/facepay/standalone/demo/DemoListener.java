package dev.facepay.standalone.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Watches a demo; called by one thread at a time. */
public interface DemoListener {

  /**
   * A payment is over.
   *
   * @param knew how long until the buyer had a result, or null
   * @param settled how long until it was final, or null if it is not
   */
  void ended(
      String id,
      long fen,
      String gateway,
      String buyerSaw,
      String state,
      @Nullable Duration knew,
      @Nullable Duration settled);

  /**
   * Comes once a second.
   *
   * @param open how many have begun and are not settled
   */
  void waiting(int ended, int orders, int open);
}
