package dev.facepay.chaos.judge;

import dev.facepay.chaos.judge.Evidence.DeviceAnswer;
import dev.facepay.chaos.judge.Evidence.Foreign;
import dev.facepay.chaos.judge.Evidence.Sent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All evidence about one payment. */
final class PaymentEvidence {

  final String id;
  final List<Sent> sent = new ArrayList<>();
  final List<DeviceAnswer> told = new ArrayList<>();
  final List<Foreign> foreign = new ArrayList<>();
  final List<JournalLine> journal = new ArrayList<>();
  final List<Fact> facts = new ArrayList<>();

  private PaymentEvidence(String id) {
    this.id = id;
  }

  static Map<String, PaymentEvidence> all(Evidence evidence) {
    Map<String, PaymentEvidence> trails = new TreeMap<>();
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

  private static PaymentEvidence of(Map<String, PaymentEvidence> trails, String id) {
    return trails.computeIfAbsent(id, PaymentEvidence::new);
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

  private boolean isForeign(JournalLine line) {
    return foreign.stream().anyMatch(it -> it.fen() == line.fen());
  }

  /** Ours: what another system asked for is left out. */
  List<JournalLine> calls(String api) {
    List<JournalLine> calls = journal.stream().filter(line -> line.asks(api)).toList();
    return api.equals("micropay") ? withoutForeign(calls) : calls;
  }

  List<JournalLine> charges() {
    return withoutForeign(journal.stream().filter(line -> line.is("CHARGED")).toList());
  }

  private List<JournalLine> withoutForeign(List<JournalLine> lines) {
    return lines.stream().filter(line -> !isForeign(line)).toList();
  }

  List<JournalLine> returns() {
    return journal.stream().filter(line -> line.is("REVERSED")).toList();
  }

  /** What the merchant holds of ours. */
  long heldFen() {
    long back = isForeign() ? 0 : returns().stream().mapToLong(JournalLine::fen).sum();
    return charges().stream().mapToLong(JournalLine::fen).sum() - back;
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
