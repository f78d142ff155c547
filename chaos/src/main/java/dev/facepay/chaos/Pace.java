package dev.facepay.chaos;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The services' times in a run: what differs from their own defaults. WeChat's own rules (no
 * reversal within 15 s, a code's minute) are kept unless a run must be over within two minutes.
 *
 * @param gateway what differs at the gateway
 */
record Pace(Map<String, String> services, Map<String, String> gateway) {

  /** Waits for what may never come are minutes instead of a quarter of an hour. */
  static final Pace STEADY =
      new Pace(
          with(
              Map.of(
                  "facepay.query.deadline", "20s",
                  "facepay.reverse.not-found-every", "5s",
                  "facepay.reverse.never-reached-after", "60s",
                  "facepay.reverse.blind-after", "30s",
                  "facepay.reverse.slow-after", "3m",
                  "facepay.reverse.retry-first", "3s",
                  "facepay.reverse.retry-max", "20s",
                  "facepay.reverse.retry-slow", "20s")),
          Map.of());

  /** For a run of two minutes: codes live for 15 s, also at the gateway. */
  static final Pace QUICK =
      new Pace(
          with(
              Map.ofEntries(
                  Map.entry("facepay.query.deadline", "8s"),
                  Map.entry("facepay.query.every", "2s"),
                  Map.entry("facepay.pay.ask-within", "10s"),
                  Map.entry("facepay.reverse.code-life", "15s"),
                  Map.entry("facepay.reverse.not-found-every", "1s"),
                  Map.entry("facepay.reverse.never-reached-after", "3s"),
                  Map.entry("facepay.reverse.blind-after", "5s"),
                  Map.entry("facepay.reverse.slow-after", "2m"),
                  Map.entry("facepay.reverse.retry-first", "2s"),
                  Map.entry("facepay.reverse.retry-max", "5s"),
                  Map.entry("facepay.reverse.retry-slow", "5s"))),
          Map.of(
              "facepay.simulator.code-life", "15s",
              "facepay.simulator.revoke-after", "15s"));

  Pace {
    services = Map.copyOf(services);
    gateway = Map.copyOf(gateway);
  }

  private static Map<String, String> with(Map<String, String> waits) {
    Map<String, String> all = new LinkedHashMap<>(waits);
    all.put("facepay.gateway.read-timeout", "4s");
    all.put("facepay.gateway.connect-timeout", "500ms");
    all.put("facepay.gateway.connection-queue-max", "250ms");
    all.put("facepay.gateway.quota-wait-max", "500ms");
    all.put("facepay.gateway.domain-rest", "5s");
    all.put("facepay.due.lease", "50s");
    all.put("facepay.pay.sweep-every", "10s");
    all.put("facepay.pay.sweep-after", "10s");
    all.put("facepay.pay.hand-over-again", "60s");
    all.put("facepay.pay.hand-over-again-max", "2m");
    return all;
  }
}
