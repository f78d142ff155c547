package dev.facepay.chaos.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a run beside its evidence.
 *
 * @param began when the first payment was sent
 * @param healed when nothing was broken any more
 * @param quiet how long after it everything was settled and at rest
 * @param within how long it may take
 * @param looks how often the databases were looked into meanwhile
 * @param acts what people wished
 * @param restarts how often a process ended by itself
 * @param settings that differ from the services' own
 * @param leftOut what could not be done on this machine
 * @param notes what else went wrong, not with the payments
 */
public record RunFacts(
    long seed,
    Instant began,
    Instant healed,
    Duration quiet,
    Duration within,
    Times times,
    int processes,
    int looks,
    String acts,
    int restarts,
    Map<String, String> settings,
    List<String> leftOut,
    List<String> notes) {

  Map<String, String> rows(Evidence evidence, List<Fault> faults) {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("payments", "%,d".formatted(evidence.sent().size()));
    rows.put("faults", "%,d".formatted(faults.size()));
    rows.put("seed", Long.toString(seed));
    rows.put("under faults", Percentiles.seconds(Duration.between(began, healed)));
    rows.put(
        "settled and at rest after all was mended",
        "%s (at most %s)".formatted(Percentiles.seconds(quiet), Percentiles.seconds(within)));
    rows.put("processes", Integer.toString(processes));
    rows.put("ended by themselves and were started again", Integer.toString(restarts));
    rows.put("facts read", "%,d".formatted(evidence.facts().size()));
    rows.put("gateway journal", "%,d lines".formatted(evidence.journal().size()));
    rows.put("answers to devices", "%,d".formatted(evidence.told().size()));
    rows.put("another system's orders", Integer.toString(evidence.foreign().size()));
    rows.put("looks into the databases meanwhile", Integer.toString(looks));
    rows.put("acts of people", acts);
    rows.put("machine", machine());
    rows.put("settings", settings.toString().replaceAll("[{}]", ""));
    return rows;
  }

  private static String machine() {
    return "%d processors, %s %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            System.getProperty("java.version"));
  }
}
