package dev.facepay.bench;

import dev.facepay.bench.Heard.Phase;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.EdgeProblem;
import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A device with one payment: asks until it knows whether it is paid. */
final class Shopper {

  /** As device-sdk does while the buyer stands there. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  /** Nobody stands there any more: no connection is kept for it. */
  private static final Duration PATIENT = Duration.ofSeconds(60);

  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
  private static final Duration SEND_AGAIN = Duration.ofSeconds(1);

  private final EdgeClient edge;
  private final String key;
  private final Duration patience;

  /**
   * @param patience when it gives up
   */
  Shopper(EdgeClient edge, String key, Duration patience) {
    this.edge = edge;
    this.key = key;
    this.patience = patience;
  }

  Heard buy(PaymentOrder order, Phase phase) throws InterruptedException {
    long began = System.nanoTime();
    String id = "";
    boolean staff = false;
    while (age(began).compareTo(patience) < 0) {
      boolean waits = age(began).compareTo(PATIENT) < 0;
      try {
        PaymentSeen seen = edge.pay(key, order, waits ? WAIT : Duration.ZERO);
        id = seen.id();
        if (seen.paid() != null) {
          return new Heard(phase, id, Optional.of(age(began)), seen.paid(), staff);
        }
        staff |= seen.nextAction().equals("CALL_STAFF");
        Thread.sleep(waits ? SEND_AGAIN : ASK_AGAIN);
      } catch (EdgeProblem e) {
        if (!e.retryable()) {
          throw new IllegalStateException(order.orderNo() + ": " + e.getMessage(), e);
        }
        Thread.sleep(SEND_AGAIN);
      } catch (IOException e) {
        Thread.sleep(SEND_AGAIN);
      }
    }
    return new Heard(phase, id, Optional.empty(), false, staff);
  }

  private static Duration age(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
