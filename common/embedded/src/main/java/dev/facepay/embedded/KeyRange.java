package dev.facepay.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keys from one on to before another. */
final class Span {

  /** Before and behind the keys of all values. */
  private static final byte[] FIRST = {0x01};

  private static final byte[] LAST = {(byte) 0xFE};

  private final byte[] low;
  private final byte[] high;

  /**
   * @param low included
   * @param high not included
   */
  Span(byte[] low, byte[] high) {
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
  static Span of(byte[] beginning) {
    return new Span(beginning, after(beginning));
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
  Span descending() {
    return new Span(after(inverted(high)), after(inverted(low)));
  }

  Span behind(byte[] beginning) {
    return new Span(concat(beginning, low), concat(beginning, high));
  }

  static List<Span> both(List<Span> ones, List<Span> others) {
    List<Span> both = new ArrayList<>();
    for (Span one : ones) {
      for (Span other : others) {
        Span common = new Span(max(one.low, other.low), min(one.high, other.high));
        if (!common.isEmpty()) {
          both.add(common);
        }
      }
    }
    return both;
  }

  /**
   * @param spans in order, apart from each other
   */
  static List<Span> allBut(List<Span> spans) {
    List<Span> rest = new ArrayList<>();
    byte[] from = FIRST;
    for (Span span : spans) {
      rest.add(new Span(from, span.low));
      from = span.high;
    }
    rest.add(new Span(from, LAST));
    rest.removeIf(Span::isEmpty);
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
