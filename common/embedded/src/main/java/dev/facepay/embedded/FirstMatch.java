package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;

/**
 * What an aggregation lets through first: only that need be read of its collection.
 *
 * @param collection empty text: none is known
 */
record FirstMatch(String collection, Document filter) {

  static FirstMatch of(Document aggregate) {
    if (aggregate.get("aggregate") instanceof String collection
        && aggregate.get("pipeline") instanceof Iterable<?> stages
        && stages.iterator().hasNext()
        && stages.iterator().next() instanceof Document first
        && first.get("$match") instanceof Document filter) {
      return new FirstMatch(collection, filter);
    }
    return new FirstMatch("", new Document());
  }
}
