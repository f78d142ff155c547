package dev.facepay.wechat;

import java.time.Duration;

/** Told of every gateway call, once, when it is over; for metrics. Must be fast and not throw. */
@FunctionalInterface
interface CallListener {

  /** Takes no notice. */
  CallListener NONE = call -> {};

  /** A call is over. */
  void called(Call call);

  /**
   * One call. Every text is from a bounded set, so each may be a metric's label.
   *
   * @param host the domain that was asked last; {@code none} when the call never got to one
   * @param took from the call to its outcome, waits for quota and connection included
   * @param outcome the outcome's class in snake case, such as {@code paid} or {@code not_sent}
   * @param code a code of the specification or of ours; {@code other} for any else, {@code none}
   */
  record Call(Api api, String host, Duration took, String outcome, String code) {}
}
