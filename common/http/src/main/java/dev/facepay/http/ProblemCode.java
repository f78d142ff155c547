package dev.facepay.http;

import com.google.errorprone.annotations.Immutable;
import dev.facepay.payment.WireName;

/** What can be wrong, as a client tells it apart. A service's own are an enum of its own. */
public interface ProblemCode extends WireName {

  Terms terms();

  /**
   * @param wire the written-out code; part of the API
   * @param status HTTP's, 400 to 599
   * @param retryable whether the same request, unchanged, can succeed later
   * @param whatToDo for whoever mends the client or stands at the device
   */
  @Immutable
  record Terms(String wire, int status, boolean retryable, String whatToDo) {}

  @Override
  default String wire() {
    return terms().wire();
  }

  default int status() {
    return terms().status();
  }

  default boolean retryable() {
    return terms().retryable();
  }
}
