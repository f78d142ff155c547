package dev.facepay.chaos.judge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a device was told; written down by the device.
 *
 * @param askedAt when it asked
 * @param at when it had the answer
 * @param paymentId which payment it asked about
 * @param call {@code pay}, {@code look}, {@code cancel}, or {@code other} for another content under
 *     a number that is in use
 * @param state empty if it was told a problem
 * @param code of the problem, or empty
 * @param namedId which payment the answer speaks of, or empty
 */
public record DeviceAnswer(
    Instant askedAt,
    Instant at,
    String device,
    String merchant,
    String paymentId,
    String call,
    int status,
    String state,
    @Nullable Boolean paid,
    boolean isFinal,
    String reason,
    String nextAction,
    String code,
    boolean retryable,
    long fen,
    String namedId) {

  public boolean taken() {
    return status / 100 == 2 && !call.equals("other");
  }

  /** Whether it was told that this request will never be taken. */
  public boolean refused() {
    return status == 409 && call.equals("pay") && !retryable;
  }

  public boolean succeeded() {
    return state.equals("SUCCEEDED");
  }
}
