package dev.facepay.reverse;

import dev.facepay.payment.PaymentRef;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.RefundsOutcome;
import dev.facepay.wechat.call.ReverseOutcome;

/** Who can give the money back, and say whether it has gone. */
interface ReverseGateway {

  QueryOutcome ask(PaymentRef payment) throws InterruptedException;

  /** What of it went back by refunds. */
  RefundsOutcome refunds(PaymentRef payment) throws InterruptedException;

  ReverseOutcome reverse(PaymentRef payment) throws InterruptedException;
}
