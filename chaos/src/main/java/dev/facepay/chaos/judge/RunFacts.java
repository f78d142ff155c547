package dev.facepay.chaos.judge;

import dev.facepay.chaos.judge.Evidence.DeviceAnswer;
import dev.facepay.chaos.judge.Evidence.Fault;
import dev.facepay.chaos.judge.Evidence.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

  /**
   * How long devices waited and payments took.
   *
   * @param told from the first request until the device was told paid, not paid or refused
   * @param settled from the first request until the log says how the payment ended
   * @param afterHealing the same for those that were open when all was mended, from then on
   */
  public record Times(Percentiles told, Percentiles settled, Percentiles afterHealing) {

    public static Times of(Evidence evidence, Instant healed) {
      Map<String, Instant> ends = new HashMap<>();
      for (Fact fact : evidence.facts()) {
        if (fact.settled()) {
          ends.merge(fact.text("payment_id"), fact.at(), Times::earlier);
        }
      }
      Map<String, Instant> answers = new HashMap<>();
      for (DeviceAnswer told : evidence.told()) {
        if (told.paid() != null || told.refused()) {
          answers.merge(told.paymentId(), told.at(), Times::earlier);
        }
      }
      List<Duration> told = new ArrayList<>();
      List<Duration> settled = new ArrayList<>();
      List<Duration> after = new ArrayList<>();
      for (Sent sent : evidence.sent()) {
        Instant answer = answers.get(sent.paymentId());
        if (answer != null) {
          told.add(Duration.between(sent.at(), answer));
        }
        Instant end = ends.get(sent.paymentId());
        if (end != null) {
          settled.add(Duration.between(sent.at(), end));
          if (end.isAfter(healed)) {
            after.add(Duration.between(healed, end));
          }
        }
      }
      return new Times(Percentiles.of(told), Percentiles.of(settled), Percentiles.of(after));
    }

    private static Instant earlier(Instant one, Instant other) {
      return one.isBefore(other) ? one : other;
    }
  }
}
