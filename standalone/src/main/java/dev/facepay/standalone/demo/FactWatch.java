package dev.facepay.standalone.demo;

import dev.facepay.payment.BillFact;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.fact.LoggedFact;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.demo.Agreement.Figures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Reads the topics while a demo runs, as any consumer would: each fact counts once. */
final class FactWatch implements AutoCloseable {

  private static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(20);

  private final LogFollower follower;
  private final Set<String> requested = new HashSet<>();
  private final Map<String, PaymentFact> settled = new HashMap<>();
  private final Set<String> confirmed = new HashSet<>();
  private final Map<String, RefundFact.Settled> refunds = new HashMap<>();
  private final Map<String, BillFact> bills = new LinkedHashMap<>();

  /**
   * Returns when it sees what is published from now on.
   *
   * @throws CannotRun if the broker does not answer
   */
  FactWatch(FacePayKafka kafka) throws InterruptedException {
    follower =
        new LogFollower(
            kafka,
            "demo",
            EnumSet.of(
                Topic.PAYMENT_REQUESTED,
                Topic.PAYMENT_SETTLED,
                Topic.REPORT_SETTLED,
                Topic.REFUND_SETTLED,
                Topic.BILL),
            Duration.ZERO,
            Timekeeper.system(),
            new SimpleMeterRegistry(),
            this::take);
    follower.start();
    try {
      follower.caughtUp().get(CAUGHT_UP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      follower.stop();
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "the Kafka broker at %s did not answer".formatted(kafka.bootstrapServers()),
          "the log of the broker says why",
          e);
    }
  }

  private void take(LoggedFact logged) {
    logged.fact().ifPresent(this::note);
  }

  private synchronized void note(Fact fact) {
    if (fact instanceof PaymentFact.Requested wish) {
      requested.add(wish.payment().id().toString());
    } else if (fact instanceof PaymentFact.Settled end) {
      settled.put(end.payment().id().toString(), end);
    } else if (fact instanceof ReportTold told && told.outcome() == ReportOutcome.CONFIRMED) {
      confirmed.add(told.trade().id().toString());
    } else if (fact instanceof RefundFact.Settled end) {
      refunds.put(end.refund().outRefundNo(), end);
    } else if (fact instanceof BillFact bill) {
      bills.put(bill.factId(), bill);
    }
    notifyAll();
  }

  /** Waits until all of these are settled and all of these trades' reports confirmed. */
  void await(Set<String> payments, Set<String> trades, Duration atMost)
      throws InterruptedException {
    await(() -> settled.keySet().containsAll(payments) && confirmed.containsAll(trades), atMost);
  }

  private synchronized void await(BooleanSupplier reached, Duration atMost)
      throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    long leftNanos = atMost.toNanos();
    while (leftNanos > 0 && !reached.getAsBoolean()) {
      wait(leftNanos / 1_000_000 + 1);
      leftNanos = until - System.nanoTime();
    }
  }

  /**
   * Waits until all of these refunds have ended.
   *
   * @param numbers of theirs at WeChat
   * @return in fen: what the topics say has gone back of them
   */
  synchronized long awaitRefunds(Set<String> numbers, Duration atMost) throws InterruptedException {
    await(() -> refunds.keySet().containsAll(numbers), atMost);
    return numbers.stream()
        .map(refunds::get)
        .filter(RefundFact.RefundSucceeded.class::isInstance)
        .mapToLong(end -> end.refund().amount().fen())
        .sum();
  }

  /** How many facts about bills there are so far. */
  synchronized int bills() {
    return bills.size();
  }

  /**
   * Waits until each of these days was compared with its bill.
   *
   * @param days {@code mch_id:yyyy-MM-dd}
   * @param from only what was said behind so many facts about bills
   * @return all of these; without the comparison of a day whose time is over
   */
  synchronized List<BillFact> awaitBills(Set<String> days, int from, Duration atMost)
      throws InterruptedException {
    await(() -> compared(billsFrom(from)).containsAll(days), atMost);
    return billsFrom(from);
  }

  private List<BillFact> billsFrom(int from) {
    return bills.values().stream().skip(from).toList();
  }

  private static Set<String> compared(List<BillFact> facts) {
    return facts.stream()
        .filter(DayReconciled.class::isInstance)
        .map(BillFact::subject)
        .collect(Collectors.toSet());
  }

  /** What the topics say of these payments. */
  synchronized Figures of(Set<String> payments) {
    long paid = 0;
    long fen = 0;
    for (String id : payments) {
      if (settled.get(id) instanceof PaymentFact.Succeeded success) {
        paid++;
        fen += success.payment().amount().fen();
      }
    }
    long orders = payments.stream().filter(requested::contains).count();
    return new Figures(orders, paid, fen);
  }

  /** Whether nobody else has paid meanwhile. */
  synchronized boolean onlyThese(Set<String> payments) {
    return payments.containsAll(requested) && payments.containsAll(settled.keySet());
  }

  synchronized long confirmed(Set<String> trades) {
    return trades.stream().filter(confirmed::contains).count();
  }

  @Override
  public void close() {
    follower.stop();
  }
}
