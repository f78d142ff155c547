package dev.facepay.simulation;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What has happened at least once: a run that met no crash has proved nothing about crashes. */
final class Occurrences {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void hit(String mark) {
    counts.computeIfAbsent(mark, _ -> new LongAdder()).increment();
  }

  Map<String, Long> counts() {
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach((mark, count) -> sorted.put(mark, count.sum()));
    return sorted;
  }
}
