package dev.facepay.chaos.judge;

import dev.facepay.chaos.judge.Evidence.DeviceAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How payments end in the log, and what must not change: I3, I6, I7, I16, I17. */
final class OutcomeCheck {

  private OutcomeCheck() {}

  static void check(PaymentEvidence trail, Findings findings) {
    once(trail, findings);
    agreed(trail, findings);
    versions(trail, findings);
    acts(trail, findings);
    attention(trail, findings);
  }

  private static void once(PaymentEvidence trail, Findings findings) {
    int settled = trail.settled().size();
    boolean taken = trail.told.stream().anyMatch(DeviceAnswer::taken) || trail.has("requested");
    boolean refused = trail.has("request-rejected") && trail.calls("micropay").isEmpty();
    findings.require(
        settled == 1 || !taken || (settled == 0 && refused),
        "I3",
        trail.id,
        "accepted, and settled " + settled + " times");
    findings.require(settled <= 1, "I3", trail.id, "settled " + settled + " times");
    findings.require(
        settled == 0 || trail.has("requested"), "I3", trail.id, "settled and never requested");
  }

  private static void agreed(PaymentEvidence trail, Findings findings) {
    for (Fact end : trail.settled()) {
      long wanted = end.is("succeeded") ? end.value().path("amount_fen").asLong() : 0;
      findings.require(
          trail.heldFen() == wanted,
          "I6",
          trail.id,
          end.type() + ", and the gateway holds " + trail.heldFen() + " fen");
      boolean sameCharge =
          trail.charges().stream()
              .anyMatch(it -> it.transactionId().equals(end.text("transaction_id")));
      findings.require(
          !end.is("succeeded") || sameCharge,
          "I6",
          trail.id,
          "succeeded with a number that is no charge's");
      for (DeviceAnswer told : trail.told) {
        findings.require(
            !told.isFinal() || end.is(told.state().toLowerCase(Locale.ROOT)),
            "I6",
            trail.id,
            "told " + told.state() + ", and the log says " + end.type());
      }
    }
  }

  private static void versions(PaymentEvidence trail, Findings findings) {
    Map<Integer, List<Fact>> byVersion =
        trail.facts.stream()
            .filter(fact -> fact.version() > 0 && !fact.is("request-rejected"))
            .collect(Collectors.groupingBy(Fact::version, TreeMap::new, Collectors.toList()));
    int last = trail.settled().stream().mapToInt(Fact::version).min().orElse(Integer.MAX_VALUE);
    Instant before = Instant.MIN;
    for (Map.Entry<Integer, List<Fact>> version : byVersion.entrySet()) {
      Fact first = version.getValue().getFirst();
      // A request that was repeated at another instance may be there with another time.
      boolean same =
          version.getValue().stream()
              .allMatch(
                  it ->
                      it.type().equals(first.type())
                          && (it.is("requested") || it.value().equals(first.value())));
      findings.require(
          same, "I7", trail.id, "two facts of version " + version.getKey() + " differ");
      findings.require(
          version.getKey() <= last,
          "I7",
          trail.id,
          "went on after it was settled: " + first.type());
      Instant at = version.getValue().stream().map(Fact::at).min(Instant::compareTo).orElseThrow();
      findings.require(
          !at.isBefore(before), "I7", trail.id, "version " + version.getKey() + " came first");
      before = at;
    }
  }

  private static void acts(PaymentEvidence trail, Findings findings) {
    for (Fact act : trail.facts) {
      if (act.is("act-requested")) {
        boolean whole =
            !act.text("who").isEmpty()
                && !act.text("why").isEmpty()
                && (act.text("act").equals("retry") || !act.text("evidence").isEmpty());
        findings.require(whole, "I16", trail.id, "an act without who, why or evidence");
      }
      boolean person = act.settled() && act.text("by").equals("person");
      findings.require(
          !person || trail.heldFen() == 0,
          "I16",
          trail.id,
          "settled by a person while the gateway holds the money");
    }
  }

  private static void attention(PaymentEvidence trail, Findings findings) {
    Map<String, Long> raised = reasons(trail, "attention-needed");
    Map<String, Long> cleared = reasons(trail, "attention-resolved");
    // Another system's order is for a person to look into: it is said once and stays.
    raised.remove("order_number_used");
    cleared.remove("order_number_used");
    findings.require(
        raised.equals(cleared),
        "I17",
        trail.id,
        "attention raised " + raised + ", cleared " + cleared);
    boolean ordinary =
        trail.settled().stream().anyMatch(it -> it.version() == 2 && it.is("succeeded"));
    findings.require(
        !ordinary || raised.isEmpty(), "I17", trail.id, "paid at once, and a person was called");
  }

  /** How many different ones, by reason. */
  private static Map<String, Long> reasons(PaymentEvidence trail, String word) {
    return trail.facts.stream()
        .filter(it -> it.is(word))
        .collect(
            Collectors.groupingBy(
                it -> it.text("reason"),
                TreeMap::new,
                Collectors.collectingAndThen(
                    Collectors.mapping(Fact::id, Collectors.toSet()), ids -> (long) ids.size())));
  }
}
