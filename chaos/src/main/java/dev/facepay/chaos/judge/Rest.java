package dev.facepay.chaos.judge;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What lies in the databases when all is at rest, and what was written before calls: I9, I10. */
final class Rest {

  private Rest() {}

  static void check(Map<String, PaymentEvidence> trails, Evidence evidence, Findings findings) {
    writtenFirst(trails, evidence, findings);
    for (Document attempt : documents(evidence, "facepay_pay.pay_attempts")) {
      String id = id(attempt);
      findings.require(!Objects.equals(attempt.get("state"), "asking"), "I10", id, "still asking");
      agrees(trails.get(id), attempt, findings);
    }
    documents(evidence, "facepay_reverse.reverse_chases")
        .forEach(it -> findings.require(false, "I10", id(it), "still open"));
    evidence
        .documents()
        .forEach(
            (collection, all) -> {
              if (collection.endsWith(".held_records")) {
                all.forEach(it -> findings.require(false, "I10", id(it), "held in " + collection));
              }
            });
    for (Fact letter : evidence.facts()) {
      findings.require(
          !letter.topic().endsWith(".dlt"), "I10", "", "put aside in " + letter.topic());
    }
    evidence.sightings().forEach(it -> findings.require(false, "I10", "", it));
  }

  private static void writtenFirst(
      Map<String, PaymentEvidence> trails, Evidence evidence, Findings findings) {
    Set<String> attempts = ids(evidence, "facepay_pay.pay_attempts");
    Set<String> reversals = ids(evidence, "facepay_reverse.reverse_chases");
    reversals.addAll(ids(evidence, "facepay_reverse.reverse_outcomes"));
    for (PaymentEvidence trail : trails.values()) {
      for (JournalLine pay : trail.calls("micropay")) {
        findings.require(
            attempts.contains(trail.id), "I9", trail.id, "asked to pay without a document");
        boolean requested =
            trail.facts.stream().anyMatch(it -> it.is("requested") && !it.at().isAfter(pay.at()));
        findings.require(requested, "I9", trail.id, "asked to pay before the log had a request");
      }
      findings.require(
          trail.calls("reverse").isEmpty() || reversals.contains(trail.id),
          "I9",
          trail.id,
          "reversed without a document");
    }
  }

  private static void agrees(@Nullable PaymentEvidence trail, Document attempt, Findings findings) {
    if (trail == null || !(attempt.get("outcome") instanceof Document outcome)) {
      return;
    }
    for (Fact end : trail.settled()) {
      findings.require(
          end.type().equals(outcome.get("type")),
          "I6",
          trail.id,
          "the log says " + end.type() + ", the pay stage " + outcome.get("type"));
    }
  }

  private static Set<String> ids(Evidence evidence, String collection) {
    Set<String> ids = new HashSet<>();
    documents(evidence, collection).forEach(it -> ids.add(id(it)));
    return ids;
  }

  private static String id(Document document) {
    return Objects.toString(document.get("_id"));
  }

  private static List<Document> documents(Evidence evidence, String collection) {
    return evidence.documents().getOrDefault(collection, List.of());
  }
}
