package dev.facepay.standalone.journey;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * All evidence about one payment.
 *
 * @param id {@code mch_id:out_trade_no}
 */
record PaymentTrail(
    String id, List<DeviceAnswer> told, List<LoggedFact> facts, List<JsonNode> journal) {

  static PaymentTrail of(String id, Evidence evidence) {
    return new PaymentTrail(
        id,
        evidence.told().stream().filter(one -> one.paymentId().equals(id)).toList(),
        // A refund is about its payment too, and counts its own versions.
        evidence.facts().stream()
            .filter(one -> one.paymentId().equals(id) && !one.type().startsWith("refund."))
            .toList(),
        evidence.journal().stream().filter(one -> paymentId(one).equals(id)).toList());
  }

  /** Of a line of the journal; empty if it is about no payment. */
  static String paymentId(JsonNode line) {
    String number = line.path("out_trade_no").asString("");
    return number.isEmpty() ? "" : line.path("mch_id").asString("") + ":" + number;
  }

  /** The computer's time of a line: the gateway's own clock is set in some journeys. */
  static Instant real(JsonNode line) {
    return Instant.parse(line.path("real").asString(""));
  }

  String merchant() {
    return id.substring(0, id.indexOf(':'));
  }

  String orderNo() {
    return facts.stream().map(fact -> fact.text("order_no")).findFirst().orElse("");
  }

  int attempt() {
    return facts.stream().mapToInt(fact -> fact.value().path("attempt").asInt(0)).max().orElse(0);
  }

  /** Final facts, repeats left out. */
  List<LoggedFact> settled() {
    Set<String> seen = new java.util.HashSet<>();
    return facts.stream().filter(LoggedFact::settled).filter(fact -> seen.add(fact.id())).toList();
  }

  /** When the gateway had calls of one kind. */
  List<Instant> calls(String api) {
    return lines("REQUEST")
        .filter(line -> line.path("api").asString("").equals(api))
        .map(PaymentTrail::real)
        .toList();
  }

  List<JsonNode> charges() {
    return lines("CHARGED").toList();
  }

  long returnedFen() {
    return lines("REVERSED").mapToLong(line -> line.path("fen").asLong()).sum();
  }

  /** What the merchant holds. */
  long heldFen() {
    return charges().stream().mapToLong(line -> line.path("fen").asLong()).sum() - returnedFen();
  }

  boolean authentic() {
    return lines("REQUEST").allMatch(line -> line.path("authentic").asBoolean(false));
  }

  /** Those that the log and the gateway name; "none" for a merchant of its own. */
  Set<String> subMerchants() {
    return Stream.concat(
            facts.stream().map(fact -> fact.value().path("sub_merchant_id").asString("none")),
            lines("OPENED").map(line -> line.path("terms").path("sub_mch_id").asString("none")))
        .collect(Collectors.toSet());
  }

  boolean storesAgree() {
    return facts.stream().map(fact -> fact.text("store_id")).distinct().count() <= 1;
  }

  private Stream<JsonNode> lines(String kind) {
    return journal.stream().filter(line -> line.path("kind").asString("").equals(kind));
  }
}
