package dev.facepay.standalone.demo;

import dev.facepay.standalone.client.PaymentOrder;
import dev.facepay.standalone.data.DemoDevice;

/** One payment that is going to be made. */
record Purchase(Scenario scenario, DemoDevice device, PaymentOrder order) {}
