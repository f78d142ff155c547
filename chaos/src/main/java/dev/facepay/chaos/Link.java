package dev.facepay.chaos;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** All wires from one process to another: one weather for them. */
final class Link implements AutoCloseable {

  private final String from;
  private final String to;
  private final List<Wire> wires = new ArrayList<>();
  private volatile Weather weather = Weather.CLEAR;

  Link(String from, String to) {
    this.from = from;
    this.to = to;
  }

  void add(InetSocketAddress at, InetSocketAddress target) throws IOException {
    wires.add(new Wire(at, target, () -> weather));
  }

  String from() {
    return from;
  }

  String to() {
    return to;
  }

  void weather(Weather now) {
    weather = now;
    if (now == Weather.CUT) {
      wires.forEach(Wire::breakAll);
    }
  }

  @Override
  public void close() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
  }

  @Override
  public String toString() {
    return from + " → " + to;
  }
}
