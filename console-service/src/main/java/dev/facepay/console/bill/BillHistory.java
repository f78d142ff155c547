package dev.facepay.console.bill;

import dev.facepay.payment.BillFact;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.FactType;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;

/**
 * All that counts of what was said of a day's bill, or of one difference: of each kind of fact the
 * newest, so neither order nor repeats can be seen in it.
 *
 * @param facts one at least
 */
record BillHistory(Map<FactType, BillFact> facts) {

  private static final Comparator<BillFact> NEWEST =
      Comparator.comparing(BillFact::occurredAt).thenComparing(BillFact::factId).reversed();

  BillHistory {
    facts = Map.copyOf(facts);
  }

  static BillHistory of(BillFact fact) {
    return new BillHistory(Map.of(fact.type(), fact));
  }

  BillHistory and(BillHistory other) {
    Map<FactType, BillFact> all = new EnumMap<>(FactType.class);
    all.putAll(facts);
    other.facts.forEach(
        (type, fact) ->
            all.merge(type, fact, (one, two) -> NEWEST.compare(one, two) <= 0 ? one : two));
    return new BillHistory(all);
  }

  <F extends BillFact> Optional<F> find(Class<F> kind) {
    return facts.values().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** Whichever: all are of one merchant's day. */
  BillFact any() {
    return facts.values().iterator().next();
  }

  /** As the log says it. */
  Document write() {
    Document out = new Document();
    new TreeMap<>(facts)
        .forEach((type, fact) -> out.append(type.name(), new Document(FactFields.write(fact))));
    return out;
  }

  static BillHistory read(Document in) {
    Map<FactType, BillFact> facts = new EnumMap<>(FactType.class);
    for (String name : in.keySet()) {
      FactType type = FactType.valueOf(name);
      if (FactFields.read(type, in.get(name, Document.class)) instanceof BillFact fact) {
        facts.put(type, fact);
      }
    }
    return new BillHistory(facts);
  }
}
