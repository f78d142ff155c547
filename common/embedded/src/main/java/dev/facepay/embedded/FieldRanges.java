package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query says of single fields, as far as an index understands it. Leaving something out is
 * always right: it only makes more documents be looked at.
 */
final class Wanted {

  private final Map<String, List<Span>> fields = new HashMap<>();
  private boolean whole = true;

  static Wanted of(Document query) {
    Wanted wanted = new Wanted();
    wanted.add(query);
    return wanted;
  }

  /** Where a field's value may be, in order and apart from each other; null: anywhere. */
  @Nullable List<Span> spans(String field) {
    return fields.get(field);
  }

  boolean isOne(String field) {
    List<Span> spans = fields.get(field);
    return spans != null && spans.size() == 1 && spans.getFirst().isOne();
  }

  /** Whether the query says nothing but this, of no other field than these. */
  boolean isAllOf(Collection<String> names) {
    return whole && names.containsAll(fields.keySet());
  }

  private void add(Document query) {
    query.forEach(
        (name, value) -> {
          if (name.equals("$and") && value instanceof Iterable<?> all) {
            all.forEach(
                one -> {
                  if (one instanceof Document part) {
                    add(part);
                  }
                });
          } else if (name.startsWith("$")) {
            whole = false;
          } else if (value instanceof Document operators && isOperators(operators)) {
            operators.forEach((operator, operand) -> narrow(name, operator, operand));
          } else {
            narrow(name, "$eq", value);
          }
        });
  }

  private void narrow(String field, String operator, @Nullable Object operand) {
    List<Span> spans = spans(operator, operand);
    if (spans == null) {
      whole = false;
    } else {
      fields.merge(field, spans, Span::both);
    }
  }

  /** Null: not understood. */
  private static @Nullable List<Span> spans(String operator, @Nullable Object operand) {
    return switch (operator) {
      case "$eq" -> isPlain(operand) ? List.of(Span.of(Keys.of(operand))) : null;
      case "$in" -> operand instanceof Collection<?> all ? in(all) : null;
      case "$ne" -> not(spans("$eq", operand));
      case "$nin" -> not(spans("$in", operand));
      case "$not" ->
          operand instanceof Document one && isOperators(one) && one.size() == 1
              ? not(spans(one.keySet().iterator().next(), one.values().iterator().next()))
              : null;
      case "$gt", "$gte", "$lt", "$lte" ->
          operand != null && Keys.isExact(operand) ? range(operator, operand) : null;
      default -> null;
    };
  }

  /** Of the operand's kind: another is in no order with it. */
  private static List<Span> range(String operator, Object operand) {
    Span all = Keys.allOfKind(operand);
    Span one = Span.of(Keys.of(operand));
    Span range =
        switch (operator) {
          case "$gt" -> new Span(one.high(), all.high());
          case "$gte" -> new Span(one.low(), all.high());
          case "$lt" -> new Span(all.low(), one.low());
          default -> new Span(all.low(), one.high());
        };
    return range.isEmpty() ? List.of() : List.of(range);
  }

  private static @Nullable List<Span> in(Collection<?> all) {
    List<Span> spans = new ArrayList<>();
    for (Object one : all) {
      if (!isPlain(one)) {
        return null;
      }
      spans.add(Span.of(Keys.of(one)));
    }
    spans.sort(Comparator.comparing(Span::low, java.util.Arrays::compareUnsigned));
    List<Span> apart = new ArrayList<>();
    for (Span span : spans) {
      if (apart.isEmpty() || !apart.getLast().contains(span.low())) {
        apart.add(span);
      }
    }
    return apart;
  }

  private static @Nullable List<Span> not(@Nullable List<Span> spans) {
    return spans == null ? null : Span.allBut(spans);
  }

  private static boolean isOperators(Document document) {
    return !document.isEmpty()
        && document.keySet().iterator().next().startsWith("$")
        && !BsonRegularExpression.isRegularExpression(document);
  }

  /** Found where it is equal, and nowhere else; a document only if it is a flat one. */
  private static boolean isPlain(@Nullable Object value) {
    return Keys.isExact(value)
        || value instanceof Number
        || value instanceof java.util.UUID
        || value instanceof de.bwaldvogel.mongo.bson.BinData
        || (value instanceof Document document
            && !document.isEmpty()
            && document.entrySet().stream()
                .allMatch(
                    it ->
                        !it.getKey().startsWith("$")
                            && it.getValue() != null
                            && !(it.getValue() instanceof Document)
                            && isPlain(it.getValue())));
  }
}
