package dev.facepay.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The first of many in an order, without keeping all of them. */
final class Top {

  private Top() {}

  static <T> List<T> of(Stream<T> all, int most, Comparator<? super T> order) {
    List<T> top = new ArrayList<>();
    all.forEachOrdered(
        one -> {
          top.add(one);
          if (top.size() >= 2 * most + 64) {
            top.sort(order);
            top.subList(most, top.size()).clear();
          }
        });
    top.sort(order);
    return top;
  }
}
