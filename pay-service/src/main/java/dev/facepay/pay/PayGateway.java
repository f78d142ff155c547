package dev.facepay.pay;

import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.wechat.call.MicropayOutcome;
import java.time.Duration;

/** Who can charge. */
interface PayGateway {

  /**
   * Asks once.
   *
   * @param authCode the payment code in clear
   */
  MicropayOutcome ask(Requested request, String authCode) throws InterruptedException;

  /** The longest that {@link #ask} can take. */
  Duration callMax();
}
