package dev.facepay.console.payment;

import dev.facepay.payment.FactFields;
import dev.facepay.payment.FactType;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundRef;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/**
 * All that was said of one refund: of each kind of fact the first, so neither order nor repeats can
 * be seen in it.
 *
 * @param facts one at least
 */
record RefundHistory(Map<FactType, RefundFact> facts) {

  private static final Comparator<RefundFact> FIRST =
      Comparator.comparing(RefundFact::occurredAt).thenComparing(RefundFact::factId);

  /** The surest first: how it ended, else how it stands. */
  private static final List<FactType> NEWEST =
      List.of(
          FactType.REFUND_SUCCEEDED,
          FactType.REFUND_FAILED,
          FactType.REFUND_CHANGED,
          FactType.REFUND_REQUESTED);

  RefundHistory {
    facts = Map.copyOf(facts);
  }

  /** A refused request is about no refund, though it has its number. */
  static boolean tellsOf(RefundFact fact) {
    return fact.version() > 0;
  }

  static RefundHistory fold(Optional<RefundHistory> before, RefundFact fact) {
    RefundHistory one = new RefundHistory(Map.of(fact.type(), fact));
    return before.map(one::and).orElse(one);
  }

  RefundHistory and(RefundHistory other) {
    Map<FactType, RefundFact> all = new EnumMap<>(FactType.class);
    all.putAll(facts);
    other.facts.forEach(
        (type, fact) ->
            all.merge(type, fact, (one, two) -> FIRST.compare(one, two) <= 0 ? one : two));
    return new RefundHistory(all);
  }

  /** What it stands by. */
  RefundFact newest() {
    return timeline().getFirst();
  }

  RefundRef ref() {
    return newest().refund();
  }

  /** From a till, this is its device; an operator has none. */
  String device() {
    return facts.get(FactType.REFUND_REQUESTED) instanceof RefundRequested asked
            && asked.askedBy() == RefundAsker.TILL
        ? asked.who()
        : "-";
  }

  /** The newest first. */
  List<RefundFact> timeline() {
    return NEWEST.stream().filter(facts::containsKey).map(facts::get).toList();
  }

  /** As the log says it. */
  Document write() {
    Document out = new Document();
    for (RefundFact fact : timeline().reversed()) {
      out.append(fact.type().name(), new Document(FactFields.write(fact)));
    }
    return out;
  }

  static RefundHistory read(Document in) {
    Map<FactType, RefundFact> facts = new EnumMap<>(FactType.class);
    for (FactType type : NEWEST) {
      Document fields = in.get(type.name(), Document.class);
      if (fields != null && FactFields.read(type, fields) instanceof RefundFact fact) {
        facts.put(type, fact);
      }
    }
    return new RefundHistory(facts);
  }
}
