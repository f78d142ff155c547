package dev.facepay.embedded;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** What one thread is about to write: all of it is there, or nothing. */
final class Batch {

  private final Map<ByteBuffer, byte @Nullable []> changes = new LinkedHashMap<>();
  private final List<KeyRange> dropped = new ArrayList<>();
  private final boolean isWhole;
  private int bytes;

  /**
   * @param isWhole whether nothing of it may be written before its end
   */
  Batch(boolean isWhole) {
    this.isWhole = isWhole;
  }

  boolean isWhole() {
    return isWhole;
  }

  boolean isEmpty() {
    return changes.isEmpty() && dropped.isEmpty();
  }

  int bytes() {
    return bytes;
  }

  /**
   * @param value null: deletes it
   */
  void put(byte[] key, byte @Nullable [] value) {
    changes.put(ByteBuffer.wrap(key), value);
    bytes += key.length + (value == null ? 0 : value.length);
  }

  void drop(KeyRange keys) {
    dropped.add(keys);
  }

  boolean knows(byte[] key) {
    return changes.containsKey(ByteBuffer.wrap(key));
  }

  byte @Nullable [] get(byte[] key) {
    return changes.get(ByteBuffer.wrap(key));
  }

  WriteBatch take() throws RocksDBException {
    WriteBatch all = new WriteBatch(bytes + 16 * changes.size() + 64);
    for (Map.Entry<ByteBuffer, byte @Nullable []> change : changes.entrySet()) {
      byte[] value = change.getValue();
      if (value == null) {
        all.delete(change.getKey().array());
      } else {
        all.put(change.getKey().array(), value);
      }
    }
    for (KeyRange keys : dropped) {
      all.deleteRange(keys.low(), keys.high());
    }
    changes.clear();
    dropped.clear();
    bytes = 0;
    return all;
  }
}
