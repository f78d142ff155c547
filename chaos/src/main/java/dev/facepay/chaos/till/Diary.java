package dev.facepay.chaos.till;

import dev.facepay.chaos.evidence.Foreign;
import dev.facepay.chaos.evidence.Sent;
import dev.facepay.chaos.evidence.Told;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What devices did and were told, written down by themselves. */
public final class Diary {

  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();
  private final Queue<Foreign> foreign = new ConcurrentLinkedQueue<>();
  private final Set<String> codes = ConcurrentHashMap.newKeySet();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  void sent(Sent one) {
    sent.add(one);
    begun.incrementAndGet();
  }

  void told(Told one) {
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

  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  public List<Told> told() {
    return List.copyOf(told);
  }

  public List<Foreign> foreign() {
    return List.copyOf(foreign);
  }

  /** Payment codes: they must stand nowhere in clear. */
  public Set<String> codes() {
    return Set.copyOf(codes);
  }

  /** Payments so far. */
  public int begun() {
    return begun.get();
  }

  /** Those whose device has its last word. */
  public int over() {
    return ended.get();
  }
}
