package dev.facepay.embedded;

import java.nio.ByteBuffer;

/** A part of the store's keys: a collection's documents, or an index's entries. */
final class KeySpace {

  /** A document has an array in a field of it: only uniqueness goes by it. */
  static final int ARRAYS = 1;

  /** A value's bytes do not tell its order. */
  static final int NO_ORDER = 2;

  private volatile String name;
  private final byte[] prefix;
  private volatile int flags;

  KeySpace(String name, int number, int flags) {
    this.name = name;
    this.prefix = prefix(number);
    this.flags = flags;
  }

  static byte[] prefix(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  static KeySpace of(String name, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new KeySpace(name, buffer.getInt(), buffer.getInt());
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(2 * Integer.BYTES).put(prefix).putInt(flags).array();
  }

  String name() {
    return name;
  }

  /** To be saved under it. */
  void rename(String other) {
    name = other;
  }

  byte[] prefix() {
    return prefix;
  }

  KeyRange keys() {
    return KeyRange.of(prefix);
  }

  byte[] key(byte[] rest) {
    return KeyRange.concat(prefix, rest);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** True if that is new; the caller is the space's only writer, and saves it. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  boolean mark(int flag) {
    boolean isNew = !has(flag);
    flags |= flag;
    return isNew;
  }
}
