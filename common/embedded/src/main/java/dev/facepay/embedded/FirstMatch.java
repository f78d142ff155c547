package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregation lets through first: only that need be read of its collection.
 *
 * @param collection empty text: none is known
 * @param counted what it answers, without the number, if it only counts these
 */
record FirstMatch(String collection, Document filter, @Nullable Document counted) {

  static FirstMatch of(Document aggregate) {
    if (aggregate.get("aggregate") instanceof String collection
        && aggregate.get("pipeline") instanceof List<?> stages
        && !stages.isEmpty()
        && stages.getFirst() instanceof Document first
        && first.get("$match") instanceof Document filter) {
      boolean two = stages.size() == 2;
      return new FirstMatch(collection, filter, two ? counted(stages.get(1)) : null);
    }
    return new FirstMatch("", new Document(), null);
  }

  /** As drivers count: {@code {$group: {_id: 1, n: {$sum: 1}}}}. */
  private static @Nullable Document counted(Object stage) {
    if (stage instanceof Document only
        && only.get("$group") instanceof Document group
        && group.size() == 2
        && group.get("_id") instanceof Number id) {
      for (Map.Entry<String, Object> field : group.entrySet()) {
        if (field.getValue() instanceof Document sum
            && sum.size() == 1
            && Integer.valueOf(1).equals(sum.get("$sum"))) {
          return new Document("_id", id).append(field.getKey(), 0);
        }
      }
    }
    return null;
  }

  static Document answer(String namespace, Document counted, int count) {
    counted.replaceAll((field, value) -> field.equals("_id") ? value : count);
    Document cursor =
        new Document("id", 0L)
            .append("ns", namespace)
            .append("firstBatch", count == 0 ? List.of() : List.of(counted));
    return new Document("cursor", cursor).append("ok", 1.0);
  }
}
