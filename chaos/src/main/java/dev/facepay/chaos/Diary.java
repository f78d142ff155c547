package dev.facepay.chaos;

import dev.facepay.chaos.judge.Evidence.DeviceAnswer;
import dev.facepay.chaos.judge.Evidence.Foreign;
import dev.facepay.chaos.judge.Evidence.Sent;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What devices did and were told, written down by themselves. */
final class Diary {

  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
  private final Queue<DeviceAnswer> told = new ConcurrentLinkedQueue<>();
  private final Queue<Foreign> foreign = new ConcurrentLinkedQueue<>();
  private final Set<String> codes = ConcurrentHashMap.newKeySet();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  void sent(Sent one) {
    sent.add(one);
    begun.incrementAndGet();
  }

  void told(DeviceAnswer one) {
    told.add(one);
  }

  void foreign(Foreign one) {
    foreign.add(one);
  }

  void code(String code) {
    codes.add(code);
  }

  void ended() {
    ended.incrementAndGet();
  }

  List<Sent> sent() {
    return List.copyOf(sent);
  }

  List<DeviceAnswer> told() {
    return List.copyOf(told);
  }

  List<Foreign> foreign() {
    return List.copyOf(foreign);
  }

  /** Payment codes: they must stand nowhere in clear. */
  Set<String> codes() {
    return Set.copyOf(codes);
  }

  /** Payments so far. */
  int begun() {
    return begun.get();
  }

  /** Those whose device has its last word. */
  int over() {
    return ended.get();
  }
}
