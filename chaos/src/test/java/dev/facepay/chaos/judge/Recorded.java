package dev.facepay.chaos.judge;

import dev.facepay.chaos.judge.Checker.Violation;
import dev.facepay.chaos.judge.Evidence.DeviceAnswer;
import dev.facepay.chaos.judge.Evidence.Foreign;
import dev.facepay.chaos.judge.Evidence.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import tools.jackson.databind.json.JsonMapper;

/** Evidence as a run writes it down: whole, until a test plants something. */
final class Recorded {

  static final String PAID = "1900000109:C1";
  static final String REVERSED = "1900000109:C2";
  static final String SECOND = "1900000109:C2-2";
  static final String FOREIGN = "1900000109:C3";

  private static final Instant T0 = Instant.parse("2026-11-30T10:00:00Z");
  private static final String MERCHANT = "1900000109";

  final List<Sent> sent = new ArrayList<>();
  final List<DeviceAnswer> told = new ArrayList<>();
  final List<Foreign> foreign = new ArrayList<>();
  final List<JournalLine> journal = new ArrayList<>();
  final List<Fact> facts = new ArrayList<>();
  final Map<String, List<Document>> documents = new HashMap<>();
  final List<String> sightings = new ArrayList<>();
  final List<String> leaks = new ArrayList<>();

  /** One paid at once; one reversed, and paid with its second attempt; one another system's. */
  static Recorded run() {
    Recorded run = new Recorded();
    run.paid(PAID, 1, 0);
    run.reversed();
    run.paid(SECOND, 2, 60);
    run.foreign();
    return run;
  }

  private void paid(String id, int attempt, double from) {
    sent(id, attempt, 1280, from);
    fact(id, "requested", 1, from + 0.1, Map.of());
    call(id, "micropay", from + 0.2, 1280);
    move(id, "OPENED", from + 0.2, 0);
    move(id, "CHARGED", from + 0.2, 1280);
    fact(id, "succeeded", 2, from + 0.3, Map.of("transaction_id", "T" + id, "by", "pay"));
    told(id, from + 0.4, "SUCCEEDED", true);
    document("facepay_pay.pay_attempts", id, Map.of("state", "answered"));
    document("facepay_report.payments", id, Map.of("state", "succeeded", "amount_fen", 1280L));
  }

  private void reversed() {
    String id = REVERSED;
    sent(id, 1, 1280, 10);
    fact(id, "requested", 1, 10.1, Map.of());
    call(id, "micropay", 10.2, 1280);
    move(id, "OPENED", 10.2, 0);
    move(id, "CHARGED", 10.2, 1280);
    fact(id, "unknown", 2, 14, Map.of("reason", "no_answer"));
    fact(id, "reverse-needed", 3, 40, Map.of("reason", "deadline"));
    told(id, 40.1, "REVERSING", false);
    fact(id, "attention-needed", 0, 41, Map.of("reason", "reverse_slow"));
    call(id, "reverse", 42, 0);
    move(id, "REVERSED", 42.1, 1280);
    fact(id, "reversed", 4, 42.2, Map.of("how", "confirmed", "by", "reverse"));
    fact(id, "attention-resolved", 0, 42.2, Map.of("reason", "reverse_slow"));
    told(id, 42.3, "REVERSED", false);
    document(
        "facepay_pay.pay_attempts",
        id,
        Map.of("state", "closed", "outcome", new Document("type", "payment.reversed.v1")));
    document("facepay_reverse.reverse_outcomes", id, Map.of());
    document("facepay_report.payments", id, Map.of("state", "reversed", "amount_fen", 1280L));
  }

  private void foreign() {
    String id = FOREIGN;
    foreign.add(new Foreign(id, 5000, at(80)));
    journal.add(new JournalLine(at(80), "REQUEST", "micropay", id, 5000, true, "", ""));
    journal.add(new JournalLine(at(80), "CHARGED", "", id, 5000, false, "F", ""));
    sent(id, 1, 1280, 81);
    fact(id, "requested", 1, 81.1, Map.of());
    call(id, "micropay", 81.2, 1280);
    fact(id, "unknown", 2, 81.3, Map.of("reason", "order_number_used"));
    fact(id, "failed", 3, 82, Map.of("reason", "order_number_used", "by", "query"));
    fact(id, "attention-needed", 0, 82, Map.of("reason", "order_number_used"));
    told(id, 82.1, "FAILED", false);
    document("facepay_pay.pay_attempts", id, Map.of("state", "answered"));
    document("facepay_report.payments", id, Map.of("state", "failed", "amount_fen", 1280L));
  }

  List<Violation> violations() {
    return Checker.violations(
        new Evidence(sent, told, foreign, journal, facts, documents, sightings, leaks),
        Duration.ofMillis(800));
  }

  static Instant at(double seconds) {
    return T0.plusMillis((long) (seconds * 1000));
  }

  void sent(String id, int attempt, long fen, double second) {
    String order = id.substring(MERCHANT.length() + 1).replace("-2", "");
    sent.add(new Sent(id, order, attempt, fen, "D1", "S1", MERCHANT, null, "paid", at(second)));
  }

  void told(String id, double second, String state, boolean paid) {
    boolean isFinal = List.of("SUCCEEDED", "FAILED", "REVERSED").contains(state);
    told.add(
        new DeviceAnswer(
            at(second - 0.05),
            at(second),
            "D1",
            MERCHANT,
            id,
            "look",
            200,
            state,
            paid,
            isFinal,
            "",
            "",
            "",
            false,
            1280,
            id));
  }

  void call(String id, String api, double second, long fen) {
    journal.add(new JournalLine(at(second), "REQUEST", api, id, fen, true, "", ""));
  }

  void move(String id, String kind, double second, long fen) {
    journal.add(new JournalLine(at(second), kind, "", id, fen, false, "T" + id, ""));
  }

  void fact(String id, String word, int version, double second, Map<String, Object> more) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("payment_id", id);
    value.put("store_id", "S1");
    value.put("device_id", "D1");
    value.put("amount_fen", 1280);
    value.put("version", version);
    value.putAll(more);
    facts.add(
        new Fact(
            "facepay.payment." + word,
            at(second),
            "%s/%s/%d/%s".formatted(id, word, version, more),
            "payment." + word + ".v1",
            JsonMapper.shared().valueToTree(value)));
  }

  void deadLetter() {
    facts.add(
        new Fact(
            "facepay.payment.settled.dlt",
            at(1),
            "x",
            "payment.succeeded.v1",
            JsonMapper.shared().createObjectNode()));
  }

  void document(String collection, String id, Map<String, Object> fields) {
    Document document = new Document("_id", id);
    document.putAll(fields);
    documents.computeIfAbsent(collection, _ -> new ArrayList<>()).add(document);
  }

  /** Takes away what is written down about that. */
  void forget(String collection, String id) {
    documents.getOrDefault(collection, List.of()).removeIf(it -> id.equals(it.get("_id")));
  }
}
