package dev.facepay.chaos.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All evidence about one payment. */
final class Trail {

  final String id;
  final List<Sent> sent = new ArrayList<>();
  final List<Told> told = new ArrayList<>();
  final List<Foreign> foreign = new ArrayList<>();
  final List<Line> journal = new ArrayList<>();
  final List<Fact> facts = new ArrayList<>();

  private Trail(String id) {
    this.id = id;
  }

  static Map<String, Trail> all(Evidence evidence) {
    Map<String, Trail> trails = new TreeMap<>();
    evidence.sent().forEach(it -> of(trails, it.paymentId()).sent.add(it));
    evidence.told().forEach(it -> of(trails, it.paymentId()).told.add(it));
    evidence.foreign().forEach(it -> of(trails, it.paymentId()).foreign.add(it));
    evidence.journal().stream()
        .filter(it -> !it.paymentId().isEmpty())
        .forEach(it -> of(trails, it.paymentId()).journal.add(it));
    evidence.facts().stream()
        .filter(it -> !it.text("payment_id").isEmpty())
        .forEach(it -> of(trails, it.text("payment_id")).facts.add(it));
    return trails;
  }

  private static Trail of(Map<String, Trail> trails, String id) {
    return trails.computeIfAbsent(id, Trail::new);
  }

  String merchant() {
    return id.substring(0, Math.max(0, id.indexOf(':')));
  }

  /** Merchant and order; empty if nobody ever named one. */
  String order() {
    return sent.stream()
        .map(Sent::orderNo)
        .findFirst()
        .or(() -> facts.stream().map(it -> it.text("order_no")).findFirst())
        .map(order -> merchant() + ":" + order)
        .orElse("");
  }

  /** Whether the other system was the first, and the number is its own. */
  boolean isForeign() {
    return journal.stream().anyMatch(line -> line.is("CHARGED") && isForeign(line));
  }

  private boolean isForeign(Line line) {
    return foreign.stream().anyMatch(it -> it.fen() == line.fen());
  }

  /** Ours: what another system asked for is left out. */
  List<Line> calls(String api) {
    List<Line> calls = journal.stream().filter(line -> line.asks(api)).toList();
    return api.equals("micropay") ? withoutForeign(calls) : calls;
  }

  List<Line> charges() {
    return withoutForeign(journal.stream().filter(line -> line.is("CHARGED")).toList());
  }

  private List<Line> withoutForeign(List<Line> lines) {
    return lines.stream().filter(line -> !isForeign(line)).toList();
  }

  List<Line> returns() {
    return journal.stream().filter(line -> line.is("REVERSED")).toList();
  }

  /** What the merchant holds of ours. */
  long heldFen() {
    long back = isForeign() ? 0 : returns().stream().mapToLong(Line::fen).sum();
    return charges().stream().mapToLong(Line::fen).sum() - back;
  }

  /** Final facts, repeats left out. */
  List<Fact> settled() {
    Set<String> seen = new HashSet<>();
    return facts.stream().filter(Fact::settled).filter(fact -> seen.add(fact.id())).toList();
  }

  /** When it was first in the log that it is settled. */
  Optional<Instant> settledAt() {
    return facts.stream().filter(Fact::settled).map(Fact::at).min(Instant::compareTo);
  }

  boolean has(String word) {
    return facts.stream().anyMatch(fact -> fact.is(word));
  }
}
