package dev.facepay.standalone.start;

import java.time.Duration;

/** Is told what has come up, in the order in which it did; called by one thread at a time. */
@FunctionalInterface
public interface StartListener {

  StartListener SILENT = (service, took, where) -> {};

  /**
   * @param where how to reach it, or what stands there instead
   */
  void up(Service service, Duration took, String where);
}
