package dev.facepay.chaos.judge;

import dev.facepay.chaos.judge.Evidence.DeviceAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was asked of the gateway, how often and when: I1, I8, I12, I20, I21. */
final class GatewayCallCheck {

  private static final Duration EARLIEST = Duration.ofSeconds(15);
  private static final Duration WINDOW = Duration.ofDays(7);

  private GatewayCallCheck() {}

  static void check(PaymentEvidence trail, Findings findings, Duration late) {
    List<JournalLine> pays = trail.calls("micropay");
    findings.require(pays.size() <= 1, "I1", trail.id, "asked to pay " + pays.size() + " times");
    findings.require(
        trail.charges().size() <= 1,
        "I1",
        trail.id,
        "charged " + trail.charges().size() + " times");
    reversals(trail, findings, late);
    anotherContent(trail, findings);
    anotherSystem(trail, findings);
    afterTheEnd(trail, findings);
  }

  private static void reversals(PaymentEvidence trail, Findings findings, Duration late) {
    List<JournalLine> reversals = trail.calls("reverse");
    findings.require(
        reversals.isEmpty() || !succeeded(trail), "I8", trail.id, "reversed although it succeeded");
    for (JournalLine pay : trail.calls("micropay")) {
      for (JournalLine reversal : reversals) {
        Duration after = Duration.between(pay.at(), reversal.at());
        findings.require(
            after.plus(late).compareTo(EARLIEST) >= 0,
            "I8",
            trail.id,
            "reversed " + after.toMillis() + " ms after the pay call");
        findings.require(after.compareTo(WINDOW) <= 0, "I8", trail.id, "reversed after " + after);
      }
    }
  }

  private static void anotherContent(PaymentEvidence trail, Findings findings) {
    for (JournalLine pay : trail.calls("micropay")) {
      boolean asked =
          trail.facts.stream()
              .anyMatch(
                  it -> it.is("requested") && it.value().path("amount_fen").asLong() == pay.fen());
      findings.require(
          asked,
          "I12",
          trail.id,
          "the gateway was asked for " + pay.fen() + " fen, the log was not");
    }
    boolean both =
        trail.told.stream()
                .filter(DeviceAnswer::succeeded)
                .mapToLong(DeviceAnswer::fen)
                .distinct()
                .count()
            > 1;
    findings.require(!both, "I12", trail.id, "told to be paid with two contents");
  }

  private static void anotherSystem(PaymentEvidence trail, Findings findings) {
    if (!trail.isForeign()) {
      return;
    }
    findings.require(
        trail.calls("reverse").isEmpty() && trail.returns().isEmpty(),
        "I20",
        trail.id,
        "another system's order was reversed");
    findings.require(
        !succeeded(trail) && trail.told.stream().noneMatch(DeviceAnswer::succeeded),
        "I20",
        trail.id,
        "another system's order was told as paid");
  }

  /** What a rewound group, a restored document or a wrong clock would start again. */
  private static void afterTheEnd(PaymentEvidence trail, Findings findings) {
    Optional<Instant> end = trail.settledAt();
    if (end.isEmpty() || trail.isForeign()) {
      return;
    }
    for (JournalLine line : trail.journal) {
      boolean moves = line.is("CHARGED") || line.is("REVERSED") || line.asks("micropay");
      findings.require(
          !moves || !line.at().isAfter(end.get()),
          "I21",
          trail.id,
          line.kind() + " " + line.api() + " at " + line.at() + ", settled at " + end.get());
    }
  }

  private static boolean succeeded(PaymentEvidence trail) {
    return trail.settled().stream().anyMatch(it -> it.is("succeeded"));
  }
}
