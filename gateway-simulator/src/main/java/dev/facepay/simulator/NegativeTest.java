package dev.facepay.simulator;

import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.Behaviour;
import dev.facepay.simulator.ledger.Step;
import java.time.Duration;
import java.util.Optional;

/**
 * The cases of WeChat's own sandbox, chosen by the header {@code Wechatpay-Negative-Test} on the
 * payment call. An answer that times out there is held back for a second here and then never given.
 */
enum NegativeTest {
  /** The buyer does not finish paying. */
  MICROPAY_USERPAYING(Step.of(Behaviour.USERPAYING_NEVER)),
  /** Paid, but the answer times out. */
  MICROPAY_TIMEOUT(timesOut(Behaviour.ANSWER_LOST)),
  /** Failed, and the answer times out. */
  MICROPAY_PAYERROR(timesOut(Behaviour.PAYERROR)),
  /** The answer times out, and queries fail too. */
  MICROPAY_PAY_QUERY_TIMEOUT(timesOut(Behaviour.USERPAYING_NEVER));

  /** The header's name. */
  static final String HEADER = "Wechatpay-Negative-Test";

  // A record of values: immutable, but the checker cannot see that.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Step pay;

  NegativeTest(Step pay) {
    this.pay = pay;
  }

  private static Step timesOut(Behaviour behaviour) {
    return Step.of(behaviour).withAnswer(Duration.ofSeconds(1), true);
  }

  /** What a call with that header meets; empty for an unknown value or a call it is not about. */
  static Optional<Step> of(String header, Api api) {
    for (NegativeTest test : values()) {
      if (test.name().equals(header)) {
        return test.at(api);
      }
    }
    return Optional.empty();
  }

  private Optional<Step> at(Api api) {
    return switch (api) {
      case MICROPAY -> Optional.of(pay);
      case ORDERQUERY ->
          this == MICROPAY_PAY_QUERY_TIMEOUT
              ? Optional.of(Step.error("SYSTEMERROR"))
              : Optional.empty();
      case REVERSE, REFUND, REFUNDQUERY, AUTHINFO -> Optional.empty();
    };
  }
}
