package dev.facepay.standalone.demo;

import dev.facepay.device.order.Outcome;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.EdgeProblem;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import dev.facepay.standalone.demo.Plan.Purchase;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A buyer at a till, and the cashier, who gives up where the gateway never learns of the order.
 * Told "not paid", somebody looks later whether the money has gone back.
 */
final class Shopper {

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration REPEAT_PAUSE = Duration.ofMillis(500);
  private static final String OPEN = "OPEN";

  private final Fleet fleet;
  private final EdgeClient edge;
  private final Purchase purchase;
  private final Duration patience;
  private final long until;

  /**
   * @param edge for the look afterwards
   * @param patience how long until the payment counts as open
   */
  Shopper(Fleet fleet, EdgeClient edge, Purchase purchase, Duration patience) {
    this.fleet = fleet;
    this.edge = edge;
    this.purchase = purchase;
    this.patience = patience;
    this.until = System.nanoTime() + patience.toNanos();
  }

  /** Waits for a till; returns when the payment is final or the patience is over. */
  DeviceResult buy() throws InterruptedException {
    DemoTill till = fleet.take();
    long began = System.nanoTime();
    Outcome outcome;
    try {
      outcome = pay(till);
    } catch (TimeoutException e) {
      return new DeviceResult(
          purchase, till.device(), OPEN, false, null, null, null, "no end at the terminal");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String why = cause == null ? "" : String.valueOf(cause.getMessage());
      return new DeviceResult(purchase, till.device(), "DECLINED", false, null, null, null, why);
    } finally {
      fleet.giveBack(till);
    }
    return told(till, outcome, began, since(began));
  }

  private Outcome pay(DemoTill till)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Outcome> end = till.sell(purchase.order());
    if (purchase.scenario().neverArrives()) {
      try {
        return end.get(Scenario.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        till.cancel(purchase.order().orderNo());
      }
    }
    return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private DeviceResult told(DemoTill till, Outcome outcome, long began, Duration knew)
      throws InterruptedException {
    return switch (outcome) {
      case Outcome.Paid paid -> paid(till, knew, paid.en());
      case Outcome.PaidBefore before -> paid(till, knew, "Paid before");
      case Outcome.NotPaid not -> later(till, not.en(), began, knew);
      case Outcome.NotSent not -> {
        String why = not.why().name().toLowerCase(Locale.ROOT) + ", " + not.detail();
        yield new DeviceResult(purchase, till.device(), "NOT SENT", false, knew, null, "", why);
      }
      case Outcome.Refused refused ->
          new DeviceResult(
              purchase, till.device(), "NOT TAKEN", false, knew, null, "", refused.code());
    };
  }

  private DeviceResult paid(DemoTill till, Duration knew, String saw) {
    return new DeviceResult(
        purchase, till.device(), DeviceResult.SUCCEEDED, true, knew, knew, saw, null);
  }

  /** Not paid stays so; whether money moved and has gone back is known when it is final. */
  private DeviceResult later(DemoTill till, String saw, long began, Duration knew)
      throws InterruptedException {
    PaymentSeen seen = null;
    String trouble = null;
    while (trouble == null && (seen == null || !seen.isFinal()) && System.nanoTime() < until) {
      try {
        seen = look(till, seen);
        if (!Boolean.FALSE.equals(seen.paid())) {
          trouble = "told not paid, then " + seen.state();
        }
      } catch (EdgeProblem e) {
        trouble = e.retryable() ? null : e.getMessage();
        Thread.sleep(REPEAT_PAUSE);
      } catch (IOException e) {
        Thread.sleep(REPEAT_PAUSE);
      }
    }
    boolean isFinal = seen != null && seen.isFinal();
    return new DeviceResult(
        purchase,
        till.device(),
        seen == null ? OPEN : seen.state(),
        isFinal,
        knew,
        isFinal ? atLeast(knew, since(began)) : null,
        saw,
        trouble);
  }

  private PaymentSeen look(DemoTill till, @Nullable PaymentSeen seen)
      throws IOException, InterruptedException {
    String key = till.device().key();
    return seen == null
        ? edge.find(key, till.device().merchant() + ":" + purchase.order().orderNo())
        : edge.follow(key, seen, LOOK);
  }

  /** A payment that was final when it was told was so then, not after the look. */
  private static Duration atLeast(Duration knew, Duration settled) {
    return settled.minus(knew).compareTo(REPEAT_PAUSE) < 0 ? knew : settled;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
