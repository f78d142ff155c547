package dev.facepay.chaos.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
