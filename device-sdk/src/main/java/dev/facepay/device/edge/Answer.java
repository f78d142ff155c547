package dev.facepay.device.edge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a request to the edge came to. */
public sealed interface Answer<T> {

  /**
   * @param tag the ETag, for the next long poll
   */
  record Success<T>(T value, @Nullable String tag) implements Answer<T> {}

  /** 304: nothing else to show. */
  record Unchanged<T>() implements Answer<T> {}

  /**
   * The edge said no, in its own words (RFC 9457).
   *
   * @param code like {@code order_number_reused}
   * @param retryable whether the same request, unchanged, can succeed later
   * @param retryAfter null if it named none
   */
  record Problem<T>(int status, String code, boolean retryable, @Nullable Duration retryAfter)
      implements Answer<T> {}

  /**
   * Nothing that the edge can be held to: no connection, a cut, a time-out, somebody else's page.
   *
   * @param mayHaveArrived false only if not a byte of the request left
   * @param why for logs; holds no credential
   * @param retryAfter null if no such header came
   */
  record Silence<T>(boolean mayHaveArrived, String why, @Nullable Duration retryAfter)
      implements Answer<T> {}
}
