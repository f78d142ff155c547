package dev.facepay.embedded;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query says of single fields, as far as an index understands it. Leaving something out is
 * always right: it only makes more documents be looked at.
 */
final class Wanted {

  private static final ValueComparator ORDER = ValueComparator.asc();

  /** Both ends included; null: open. */
  record Range(@Nullable Object low, @Nullable Object high) {

    private static final Range ALL = new Range(null, null);

    boolean isOne() {
      return low != null && high != null && ORDER.compare(low, high) == 0;
    }

    private Range from(Object value) {
      return new Range(low == null || ORDER.compare(value, low) > 0 ? value : low, high);
    }

    private Range to(Object value) {
      return new Range(low, high == null || ORDER.compare(value, high) < 0 ? value : high);
    }
  }

  private final Map<String, Range> fields = new HashMap<>();

  static Wanted of(Document query) {
    Wanted wanted = new Wanted();
    wanted.add(query);
    return wanted;
  }

  /** Null: any value will do. */
  @Nullable Range range(String field) {
    return fields.get(field);
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
          } else if (value instanceof Document operators) {
            operators.forEach((operator, operand) -> narrow(name, operator, operand));
          } else {
            narrow(name, "$eq", value);
          }
        });
  }

  private void narrow(String field, String operator, @Nullable Object operand) {
    if (field.startsWith("$") || !isPlain(operand)) {
      return;
    }
    Object value = new KeyValue(operand).normalized().get(0);
    Range known = fields.getOrDefault(field, Range.ALL);
    switch (operator) {
      case "$eq" -> fields.put(field, known.from(value).to(value));
      case "$gt", "$gte" -> fields.put(field, known.from(value));
      case "$lt", "$lte" -> fields.put(field, known.to(value));
      default -> {}
    }
  }

  private static boolean isPlain(@Nullable Object value) {
    return value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Instant;
  }
}
