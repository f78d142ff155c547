package dev.facepay.bench;

import java.util.ArrayList;
import java.util.List;

/** How much of one contender's load came through, round by round. */
final class Saturation {

  private final String contender;
  private final List<Double> perSecond = new ArrayList<>();
  private final List<Double> cpuMs = new ArrayList<>();

  Saturation(String contender) {
    this.contender = contender;
  }

  /**
   * @param best answers a second of the highest step that was sustained
   * @param cpu milliseconds of the process for each request in that step
   */
  void add(double best, double cpu) {
    perSecond.add(best);
    cpuMs.add(cpu);
  }

  String contender() {
    return contender;
  }

  List<Double> rounds() {
    return List.copyOf(perSecond);
  }

  double median() {
    return Row.median(perSecond.stream().mapToDouble(Double::doubleValue).toArray());
  }

  double cpuMs() {
    return Row.median(cpuMs.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
