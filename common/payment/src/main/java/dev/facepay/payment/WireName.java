package dev.facepay.payment;

import java.util.Arrays;

/** An enum whose names in events are written out, so that renaming a constant changes no event. */
public interface WireName {

  String wire();

  /**
   * @throws IllegalArgumentException if no constant has that wire name
   */
  static <E extends Enum<E> & WireName> E parse(Class<E> type, String wire) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.wire().equals(wire))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no " + type.getSimpleName() + " is named " + wire));
  }
}
