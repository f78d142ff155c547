package dev.facepay.simulation;

import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentRef;
import dev.facepay.simulation.Edge.News;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A device with one order, and a person who is impatient now and then. */
final class Till implements Edge.Device {

  private static final int ATTEMPTS_MAX = 3;
  private static final int REQUESTS_MAX = 8;

  private final World world;
  private final Edge edge;
  private final Codes codes;
  private final String order;
  private final boolean confuses;
  private final long fen;
  private final Set<Integer> over = new HashSet<>();
  private int attempt;
  private int requests;
  private boolean paid;
  private @Nullable PaymentRef latest;

  /**
   * @param confuses now and then it sends other content under the same number
   */
  Till(World world, Edge edge, Codes codes, String order, boolean confuses) {
    this.world = world;
    this.edge = edge;
    this.codes = codes;
    this.order = order;
    this.confuses = confuses;
    this.fen = world.between(100, 5_000);
    edge.register(order, this);
    world.after(world.between(0, 15_000), () -> attempt(1));
    if (world.twist("device: a second attempt while the first is open", 0.25)) {
      world.after(world.between(300, 45_000), () -> attempt(2));
    }
  }

  private void attempt(int number) {
    if (paid || ++requests > REQUESTS_MAX) {
      return;
    }
    attempt = Math.max(attempt, number);
    String code = codes.make(world.now());
    world.after(
        world.twist("device: a request that is slow to come", 0.1)
            ? world.between(1_000, 55_000)
            : world.between(50, 1_000),
        () -> edge.request(order, number, fen, code));
    if (world.twist("device: a repeat", 0.2)) {
      world.after(world.between(60, 20_000), () -> edge.request(order, number, fen, code));
    }
    if (confuses && world.twist("device: other content under the same number", 0.1)) {
      world.after(world.between(60, 20_000), () -> edge.request(order, number, fen + 7, code));
    }
    if (world.twist("device: a cancel", 0.3)) {
      world.after(world.between(60, 35_000), this::cancel);
    }
  }

  /** The edge knows the payment from the log. */
  void seen(Requested request) {
    latest = request.payment();
  }

  private void cancel() {
    PaymentRef payment = latest;
    if (payment != null && !paid) {
      edge.cancel(payment);
    }
  }

  @Override
  public void hears(PaymentRef payment, News news) {
    switch (news) {
      case PAID -> paid = true;
      case NOT_PAID -> {
        if (over.add(payment.attempt())
            && payment.attempt() == attempt
            && world.twist("device: a new attempt after a failure", 0.5)) {
          next(attempt + 1, 500);
        }
      }
      case REJECTED -> {
        if (payment.attempt() > 1
            && world.twist("device: the same attempt after a rejection", 0.6)) {
          next(payment.attempt(), 5_000);
        } else if (world.twist("device: counts up after a rejection", 0.3)) {
          next(payment.attempt() + 1, 500);
        }
      }
    }
  }

  private void next(int number, long atLeastMs) {
    if (number <= ATTEMPTS_MAX) {
      world.after(world.between(atLeastMs, 60_000), () -> attempt(number));
    }
  }
}
