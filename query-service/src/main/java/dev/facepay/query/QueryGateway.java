package dev.facepay.query;

import dev.facepay.payment.PaymentRef;
import dev.facepay.wechat.call.QueryOutcome;

/** Who knows what became of a payment. */
interface QueryGateway {

  QueryOutcome ask(PaymentRef payment) throws InterruptedException;
}
