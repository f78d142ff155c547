package dev.facepay.console.report;

import dev.facepay.console.report.ReportTry.Refusal;
import dev.facepay.console.report.TradeHistory.Delay;
import dev.facepay.console.report.TradeHistory.Sale;
import dev.facepay.payment.Channel;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Folds a fact into its trade's history. */
final class TradeDecider {

  /** Should two devices tell of one number, the same one stands for it whatever came first. */
  private static final Comparator<TradeRef> ONE =
      Comparator.comparing(
              (TradeRef it) -> it.subMerchant() == null ? "" : it.subMerchant().value())
          .thenComparing(it -> it.store().value())
          .thenComparing(it -> it.device().value());

  private TradeDecider() {}

  /** The trade that a fact is about; empty if it is about no trade that could be reported. */
  static Optional<TradeRef> trade(Fact fact) {
    return switch (fact) {
      case Succeeded f when f.payment().channel() == Channel.CODE ->
          Optional.of(TradeRef.of(f.payment()));
      case Reversed f when f.payment().channel() == Channel.CODE ->
          Optional.of(TradeRef.of(f.payment()));
      case ReportNeeded f -> Optional.of(f.trade());
      case ReportDelayed f -> Optional.of(f.trade());
      case ReportTold f -> Optional.of(f.trade());
      case TradeTold f -> Optional.of(f.trade());
      case ReportActRequested f -> Optional.of(f.trade());
      default -> Optional.empty();
    };
  }

  static TradeHistory fold(Optional<TradeHistory> before, TradeRef trade, Fact fact) {
    TradeHistory history = before.orElseGet(() -> TradeHistory.begin(trade));
    TradeRef one = ONE.compare(history.trade(), trade) <= 0 ? history.trade() : trade;
    Optional<Sale> sale = history.sale();
    Optional<Instant> reversedAt = history.reversedAt();
    SortedMap<Integer, ReportTry> tries = new TreeMap<>(history.tries());
    Optional<Delay> delay = history.delay();
    SortedSet<ReportAct> acts = new TreeSet<>(history.acts());
    switch (fact) {
      case Succeeded f ->
          sale =
              ReportTry.first(
                  sale, new Sale(f.paidAt(), f.payment().amount().fen(), false, TradeNumbers.NONE));
      case TradeTold f ->
          sale = ReportTry.first(sale, new Sale(f.paidAt(), f.amount().fen(), true, f.numbers()));
      case Reversed f -> reversedAt = ReportTry.first(reversedAt, f.occurredAt());
      case ReportNeeded f ->
          change(tries, f.tryNo(), it -> it.asked(f.occurredAt(), f.method().wire()));
      case ReportTold f when f.outcome() == ReportOutcome.CONFIRMED ->
          change(tries, f.tryNo(), it -> it.confirmed(f.occurredAt()));
      case ReportTold f ->
          change(
              tries, f.tryNo(), it -> it.refused(new Refusal(f.occurredAt(), f.code(), f.text())));
      case ReportDelayed f -> {
        Delay word = new Delay(f.occurredAt(), f.tryNo(), f.reason(), f.attention());
        delay = Optional.of(delay.filter(it -> it.compareTo(word) >= 0).orElse(word));
      }
      case ReportActRequested f ->
          acts.add(new ReportAct(f.occurredAt(), f.act(), f.who(), f.why(), f.evidence()));
      default -> throw new IllegalArgumentException(fact.type() + " is about no trade");
    }
    return new TradeHistory(one, sale, reversedAt, tries, delay, acts);
  }

  /** A history that the log tells, with what was kept of it. */
  static TradeHistory keep(Optional<TradeHistory> told, TradeHistory kept) {
    if (told.isEmpty()) {
      return kept;
    }
    TradeHistory history = told.get();
    SortedMap<Integer, ReportTry> tries = new TreeMap<>(history.tries());
    kept.tries().forEach((number, one) -> tries.merge(number, one, ReportTry::and));
    SortedSet<ReportAct> acts = new TreeSet<>(history.acts());
    acts.addAll(kept.acts());
    return new TradeHistory(
        ONE.compare(history.trade(), kept.trade()) <= 0 ? history.trade() : kept.trade(),
        kept.sale().map(it -> ReportTry.first(history.sale(), it)).orElse(history.sale()),
        kept.reversedAt()
            .map(it -> ReportTry.first(history.reversedAt(), it))
            .orElse(history.reversedAt()),
        tries,
        Stream.of(history.delay(), kept.delay())
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder()),
        acts);
  }

  private static void change(
      SortedMap<Integer, ReportTry> tries, int number, UnaryOperator<ReportTry> change) {
    tries.put(number, change.apply(tries.getOrDefault(number, ReportTry.begin(number))));
  }
}
