package dev.facepay.standalone.demo;

import dev.facepay.standalone.client.PaymentOrder;

/**
 * One payment that is going to be made, at whatever till is free.
 *
 * @param order its code is what the buyer's face or phone will give
 */
record Purchase(Scenario scenario, PaymentOrder order) {

  boolean byFace() {
    return order.channel().equals("face");
  }
}
