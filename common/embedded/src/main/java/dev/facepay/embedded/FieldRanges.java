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
final class FieldRanges {

  private final Map<String, List<KeyRange>> fields = new HashMap<>();
  private boolean whole = true;

  static FieldRanges of(Document query) {
    FieldRanges wanted = new FieldRanges();
    wanted.add(query);
    return wanted;
  }

  /** Where a field's value may be, in order and apart from each other; null: anywhere. */
  @Nullable List<KeyRange> ranges(String field) {
    return fields.get(field);
  }

  boolean isOne(String field) {
    List<KeyRange> ranges = fields.get(field);
    return ranges != null && ranges.size() == 1 && ranges.getFirst().isOne();
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
    List<KeyRange> ranges = ranges(operator, operand);
    if (ranges == null) {
      whole = false;
    } else {
      fields.merge(field, ranges, KeyRange::both);
    }
  }

  /** Null: not understood. */
  private static @Nullable List<KeyRange> ranges(String operator, @Nullable Object operand) {
    return switch (operator) {
      case "$eq" -> isPlain(operand) ? List.of(KeyRange.of(Keys.of(operand))) : null;
      case "$in" -> operand instanceof Collection<?> all ? in(all) : null;
      case "$ne" -> not(ranges("$eq", operand));
      case "$nin" -> not(ranges("$in", operand));
      case "$not" ->
          operand instanceof Document one && isOperators(one) && one.size() == 1
              ? not(ranges(one.keySet().iterator().next(), one.values().iterator().next()))
              : null;
      case "$gt", "$gte", "$lt", "$lte" ->
          operand != null && Keys.isExact(operand) ? range(operator, operand) : null;
      default -> null;
    };
  }

  /** Of the operand's kind: another is in no order with it. */
  private static List<KeyRange> range(String operator, Object operand) {
    KeyRange all = Keys.allOfKind(operand);
    KeyRange one = KeyRange.of(Keys.of(operand));
    KeyRange range =
        switch (operator) {
          case "$gt" -> new KeyRange(one.high(), all.high());
          case "$gte" -> new KeyRange(one.low(), all.high());
          case "$lt" -> new KeyRange(all.low(), one.low());
          default -> new KeyRange(all.low(), one.high());
        };
    return range.isEmpty() ? List.of() : List.of(range);
  }

  private static @Nullable List<KeyRange> in(Collection<?> all) {
    List<KeyRange> ranges = new ArrayList<>();
    for (Object one : all) {
      if (!isPlain(one)) {
        return null;
      }
      ranges.add(KeyRange.of(Keys.of(one)));
    }
    ranges.sort(Comparator.comparing(KeyRange::low, java.util.Arrays::compareUnsigned));
    List<KeyRange> apart = new ArrayList<>();
    for (KeyRange range : ranges) {
      if (apart.isEmpty() || !apart.getLast().contains(range.low())) {
        apart.add(range);
      }
    }
    return apart;
  }

  private static @Nullable List<KeyRange> not(@Nullable List<KeyRange> ranges) {
    return ranges == null ? null : KeyRange.allBut(ranges);
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
