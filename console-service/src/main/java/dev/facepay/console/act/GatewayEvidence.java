package dev.facepay.console.act;

import dev.facepay.payment.PaymentRef;
import dev.facepay.wechat.call.QueryOutcome;

/** What WeChat itself says of a payment. */
@FunctionalInterface
interface GatewayEvidence {

  QueryOutcome ask(PaymentRef payment) throws InterruptedException;
}
