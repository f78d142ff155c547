package dev.facepay.device.face.emulated;

import dev.facepay.device.face.request.SdkCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the emulated SDK and what it has counted. It outlives the App: a restarted
 * emulation is handed the same one. Safe to use from any thread.
 */
public final class Scene {

  private final Deque<Face> faces = new ArrayDeque<>();
  private final Map<SdkCall, Deque<Behaviour>> planned = new EnumMap<>(SdkCall.class);
  private final Map<SdkCall, Integer> calls = new EnumMap<>(SdkCall.class);
  private final Map<String, Integer> reports = new LinkedHashMap<>();
  private final List<String> history = new ArrayList<>();
  private Map<String, String> lastFields = Map.of();
  private @Nullable String shop;
  private boolean firewall;

  /** Somebody steps in line; the last one stays in front of the camera. */
  public synchronized Scene stepsUp(Face face) {
    faces.add(face);
    return this;
  }

  /** Whoever stood there has gone: from now on this one is in front of the camera. */
  public synchronized Scene stands(Face face) {
    faces.clear();
    return stepsUp(face);
  }

  /** What the next such call does; after what has been planned before. */
  public synchronized Scene plan(SdkCall call, Behaviour behaviour) {
    planned.computeIfAbsent(call, c -> new ArrayDeque<>()).add(behaviour);
    return this;
  }

  /** The merchant is a service provider: calls must name this sub-merchant. */
  public synchronized Scene servesFor(String subMchId) {
    shop = subMchId;
    return this;
  }

  /** All calls by WeChat's names, and what the page did: {@code face code}, {@code page over}. */
  public synchronized List<String> history() {
    return List.copyOf(history);
  }

  /** The fields of the last call that has some. */
  public synchronized Map<String, String> lastFields() {
    return lastFields;
  }

  /** How often the call was made. */
  public synchronized int calls(SdkCall call) {
    return calls.getOrDefault(call, 0);
  }

  /** Trade → how often it has been reported: {@code order X} or {@code paycode 13…}. */
  public synchronized Map<String, Integer> reports() {
    return Map.copyOf(reports);
  }

  public synchronized boolean firewallIsOn() {
    return firewall;
  }

  synchronized @Nullable Face face() {
    return faces.size() > 1 ? faces.poll() : faces.peek();
  }

  synchronized Behaviour next(SdkCall call) {
    Deque<Behaviour> plan = planned.get(call);
    Behaviour next = plan == null ? null : plan.poll();
    return next == null ? new Behaviour.Works() : next;
  }

  synchronized void count(SdkCall call) {
    calls.merge(call, 1, Integer::sum);
    history.add(call.wire());
  }

  synchronized void page(String what) {
    history.add(what);
  }

  synchronized void fields(Map<String, String> fields) {
    lastFields = Map.copyOf(fields);
  }

  synchronized @Nullable String shop() {
    return shop;
  }

  synchronized void reported(String trade) {
    reports.merge(trade, 1, Integer::sum);
  }

  synchronized void firewall(boolean on) {
    firewall = on;
  }
}
