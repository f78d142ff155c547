package dev.facepay.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keys from one on to before another. */
final class KeyRange {

  /** Before and behind the keys of all values. */
  private static final byte[] FIRST = {0x01};

  private static final byte[] LAST = {(byte) 0xFE};

  private final byte[] low;
  private final byte[] high;

  /**
   * @param low included
   * @param high not included
   */
  KeyRange(byte[] low, byte[] high) {
    this.low = low;
    this.high = high;
  }

  byte[] low() {
    return low;
  }

  byte[] high() {
    return high;
  }

  /** All that begin with these bytes, of which one at least is not the highest. */
  static KeyRange of(byte[] beginning) {
    return new KeyRange(beginning, after(beginning));
  }

  /** Whether it is all that begins with one key. */
  boolean isOne() {
    return Arrays.equals(high, after(low));
  }

  boolean isEmpty() {
    return Arrays.compareUnsigned(low, high) >= 0;
  }

  boolean contains(byte[] key) {
    return Arrays.compareUnsigned(low, key) <= 0 && Arrays.compareUnsigned(key, high) < 0;
  }

  /** What these keys are in an index's descending field. */
  KeyRange descending() {
    return new KeyRange(after(inverted(high)), after(inverted(low)));
  }

  KeyRange behind(byte[] beginning) {
    return new KeyRange(concat(beginning, low), concat(beginning, high));
  }

  static List<KeyRange> both(List<KeyRange> ones, List<KeyRange> others) {
    List<KeyRange> both = new ArrayList<>();
    for (KeyRange one : ones) {
      for (KeyRange other : others) {
        KeyRange common = new KeyRange(max(one.low, other.low), min(one.high, other.high));
        if (!common.isEmpty()) {
          both.add(common);
        }
      }
    }
    return both;
  }

  /**
   * @param ranges in order, apart from each other
   */
  static List<KeyRange> allBut(List<KeyRange> ranges) {
    List<KeyRange> rest = new ArrayList<>();
    byte[] from = FIRST;
    for (KeyRange range : ranges) {
      rest.add(new KeyRange(from, range.low));
      from = range.high;
    }
    rest.add(new KeyRange(from, LAST));
    rest.removeIf(KeyRange::isEmpty);
    return rest;
  }

  static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  static byte[] inverted(byte[] bytes) {
    byte[] inverted = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      inverted[i] = (byte) ~bytes[i];
    }
    return inverted;
  }

  /** The first that does not begin like that. */
  static byte[] after(byte[] bytes) {
    int last = bytes.length - 1;
    while (bytes[last] == (byte) 0xFF) {
      last--;
    }
    byte[] after = Arrays.copyOf(bytes, last + 1);
    after[last]++;
    return after;
  }

  private static byte[] max(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other) >= 0 ? one : other;
  }

  private static byte[] min(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other) <= 0 ? one : other;
  }
}
