package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at a store's keys themselves: each entry leads to a document that has it, and none lacks.
 */
final class StoreCheck {

  private StoreCheck() {}

  /**
   * @param fields of the collection's indexes by their names, each ascending and not unique
   */
  static void check(Store store, String database, String collection, Map<String, String> fields) {
    String name = database + StoredDatabase.SEPARATOR + collection;
    KeySpace documents = store.space(name);
    assertThat(documents).isNotNull();
    Map<ByteBuffer, Document> all = new HashMap<>();
    try (Scan scan = store.scan(List.of(documents.keys()), false, null)) {
      while (scan.next()) {
        all.put(ByteBuffer.wrap(scan.key()), BsonBytes.document(scan.value()));
      }
    }
    byte[] count = store.get(KeyRange.concat(new byte[] {0, 0, 0, 0, 'c'}, documents.prefix()));
    assertThat(count == null ? 0 : ByteBuffer.wrap(count).getLong()).isEqualTo(all.size());
    fields.forEach(
        (index, field) -> {
          KeySpace space = store.space(name + StoredDatabase.SEPARATOR + index);
          assertThat(space).as(index).isNotNull();
          Set<ByteBuffer> wanted = new TreeSet<>();
          all.forEach(
              (key, document) ->
                  wanted.add(
                      ByteBuffer.wrap(
                          KeyRange.concat(
                              space.key(Keys.of(document.getOrMissing(field))), key.array()))));
          Set<ByteBuffer> found = new TreeSet<>();
          try (Scan scan = store.scan(List.of(space.keys()), false, null)) {
            while (scan.next()) {
              found.add(ByteBuffer.wrap(scan.key()));
              assertThat(all).containsKey(ByteBuffer.wrap(scan.value()));
            }
          }
          assertThat(found).as("entries of %s", index).isEqualTo(wanted);
        });
  }
}
