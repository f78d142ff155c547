package dev.facepay.simulator.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rocksdb.RocksIterator;

/** Keys of the store: a letter for the kind, then what is looked for. */
final class StoreKeys {
  static final byte[] CHECKPOINT = {'m'};

  /** Orders by merchant and number. */
  static final byte[] ORDERS = {'o'};

  /** Orders by the sequence of their first call. */
  static final byte[] PLACES = {'s'};

  /** Orders that will change by themselves. */
  static final byte[] WAITING = {'w'};

  private static final byte[] TRANSACTIONS = {'t'};
  private static final byte[] CODES = {'c'};

  /** Ends the merchant's number within a key; numbers have no such character. */
  private static final char END = '\0';

  private StoreKeys() {}

  static byte[] bytes(OrderKey key) {
    return (key.mchId() + END + key.outTradeNo()).getBytes(StandardCharsets.UTF_8);
  }

  static OrderKey orderKey(byte[] bytes, int from) {
    String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    int end = text.indexOf(END);
    return new OrderKey(text.substring(0, end), text.substring(end + 1));
  }

  private static byte[] of(byte[] kind, byte[] rest) {
    byte[] key = Arrays.copyOf(kind, kind.length + rest.length);
    System.arraycopy(rest, 0, key, kind.length, rest.length);
    return key;
  }

  static byte[] order(OrderKey key) {
    return of(ORDERS, bytes(key));
  }

  static byte[] afterMerchant(String mchId) {
    return of(ORDERS, (mchId + (char) (END + 1)).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] waiting(OrderKey key) {
    return of(WAITING, bytes(key));
  }

  static byte[] transaction(String id) {
    return of(TRANSACTIONS, id.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] place(long place) {
    return of(PLACES, ByteBuffer.allocate(Long.BYTES).putLong(place).array());
  }

  static byte[] code(int generation, String hash) {
    byte[] text = hash.getBytes(StandardCharsets.UTF_8);
    byte[] rest =
        ByteBuffer.allocate(Integer.BYTES + text.length).putInt(generation).put(text).array();
    return of(CODES, rest);
  }

  /** The number that a value begins with. */
  static long number(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  /** Whether the iterator stands on a key that begins so. */
  static boolean is(RocksIterator at, byte[] begin) {
    if (!at.isValid()) {
      return false;
    }
    byte[] key = at.key();
    return key.length >= begin.length
        && Arrays.equals(key, 0, begin.length, begin, 0, begin.length);
  }
}
