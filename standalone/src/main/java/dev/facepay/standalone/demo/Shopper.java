package dev.facepay.standalone.demo;

import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeProblem;
import dev.facepay.standalone.client.PaymentSeen;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A device with a buyer before it: sends, repeats what got no answer, waits, gives up. */
final class Shopper {

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration REPEAT_PAUSE = Duration.ofMillis(500);

  private final EdgeClient edge;
  private final Purchase purchase;
  private final long began = System.nanoTime();
  private final long until;

  private @Nullable PaymentSeen seen;
  private @Nullable Duration knew;
  private @Nullable Duration settled;
  private @Nullable String buyerSaw;
  private @Nullable String trouble;
  private boolean cancelled;

  Shopper(EdgeClient edge, Purchase purchase, Duration patience) {
    this.edge = edge;
    this.purchase = purchase;
    this.until = began + patience.toNanos();
  }

  /** Returns when the payment is final or the patience is over. */
  Told buy() throws InterruptedException {
    while (System.nanoTime() < until && !(seen != null && seen.isFinal())) {
      try {
        note(seen == null ? send() : follow(seen));
      } catch (EdgeProblem e) {
        if (!e.retryable()) {
          trouble = e.getMessage();
          break;
        }
        Thread.sleep(REPEAT_PAUSE);
      } catch (IOException e) {
        Thread.sleep(REPEAT_PAUSE);
      }
    }
    return new Told(purchase, seen, knew, settled, buyerSaw, trouble);
  }

  private PaymentSeen send() throws IOException, InterruptedException {
    Duration wait = purchase.scenario().neverArrives() ? Scenario.PATIENCE : LOOK;
    return edge.pay(purchase.device().key(), purchase.order(), wait);
  }

  private PaymentSeen follow(PaymentSeen now) throws IOException, InterruptedException {
    boolean givesUp = purchase.scenario().neverArrives() && !cancelled && !now.known();
    if (givesUp && elapsed().compareTo(Scenario.PATIENCE) >= 0) {
      cancelled = true;
      return edge.cancel(purchase.device().key(), now.id());
    }
    return edge.follow(purchase.device().key(), now, givesUp ? Duration.ofSeconds(1) : LOOK);
  }

  private void note(PaymentSeen next) {
    PaymentSeen before = seen;
    if (before != null && before.known() && !Objects.equals(before.paid(), next.paid())) {
      trouble = "told %s, then %s".formatted(before.state(), next.state());
    }
    Duration now = elapsed();
    if (next.known() && knew == null) {
      knew = now;
      buyerSaw = next.message().en();
    }
    settled = next.isFinal() ? now : null;
    seen = next;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
