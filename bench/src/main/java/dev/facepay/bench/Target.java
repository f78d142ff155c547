package dev.facepay.bench;

import java.util.List;

/** Whom the requests go to. */
interface Target extends AutoCloseable {

  /** As reports call it. */
  String label();

  /** Sends the request and returns at once; the shot is finished by another thread. */
  void fire(Shot shot);

  /** Waits until what was left open is final, and writes that into the shots. */
  default void settle(List<Shot> shots) throws InterruptedException {}

  @Override
  void close();
}
