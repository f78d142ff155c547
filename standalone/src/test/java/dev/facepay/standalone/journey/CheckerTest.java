package dev.facepay.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A judge is believed only when it has caught each planted breach. */
class CheckerTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant T = Instant.parse("2026-11-22T08:00:00Z");

  private final List<DeviceAnswer> told = new ArrayList<>();
  private final List<LoggedFact> facts = new ArrayList<>();
  private final List<JsonNode> journal = new ArrayList<>();
  private final Map<String, List<JsonNode>> documents = new LinkedHashMap<>();
  private final Map<String, String> metrics = new LinkedHashMap<>();

  /** One order is paid; one is told not paid, and its charge goes back after 20 s. */
  @BeforeEach
  void nothing_is_wrong() {
    metrics.put("reverse-service", "facepay_open_without_due{stage=\"reverse\"} 0.0\n");
    requested("A", 1);
    call("A", "micropay", 1);
    charged("A", 1, 1280);
    fact("A", "succeeded", 2, 2, Map.of("transaction_id", "tA"));
    told("A", "pay", 3, "SUCCEEDED", true, true);

    requested("B", 1);
    call("B", "micropay", 1);
    charged("B", 1, 1280);
    fact("B", "unknown", 2, 2, Map.of());
    fact("B", "reverse-needed", 3, 6, Map.of());
    told("B", "pay", 7, "REVERSING", false, false);
    call("B", "reverse", 21);
    line("B", 21, Map.of("kind", "REVERSED", "fen", 1280));
    fact("B", "reversed", 4, 22, Map.of());
    told("B", "look", 23, "REVERSED", false, true);
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_second_pay_call_is_caught() {
    call("A", "micropay", 5);
    caught("I1");
  }

  @Test
  void a_second_charge_is_caught() {
    charged("A", 5, 1280);
    caught("I1", "I6", "I13");
  }

  @Test
  void an_order_that_two_attempts_paid_is_caught() {
    secondAttempt(10);
    caught("I2");
  }

  @Test
  void an_attempt_while_the_one_before_it_is_open_is_caught() {
    facts.removeIf(fact -> fact.paymentId().equals("1:B"));
    requested("B", 1);
    fact("B", "reversed", 4, 22, Map.of());
    requested("B-2", 5);
    call("B-2", "micropay", 6);
    fact("B-2", "failed", 2, 7, Map.of());
    caught("I2");
  }

  @Test
  void a_payment_that_is_never_settled_is_caught() {
    facts.removeIf(fact -> fact.is("reversed"));
    caught("I3");
  }

  @Test
  void a_payment_that_is_settled_twice_is_caught() {
    fact("A", "failed", 2, 2, Map.of());
    caught("I3", "I6", "I7");
  }

  @Test
  void a_charge_without_goods_is_caught() {
    journal.removeIf(line -> line.path("kind").asString("").equals("REVERSED"));
    caught("I4", "I6", "I13");
  }

  @Test
  void goods_without_a_charge_are_caught() {
    journal.removeIf(line -> line.path("kind").asString("").equals("CHARGED"));
    caught("I5");
  }

  @Test
  void goods_before_the_charge_are_caught() {
    told("A", "look", 0, "SUCCEEDED", true, true);
    caught("I5");
  }

  @Test
  void a_charge_of_another_amount_is_caught() {
    journal.removeIf(line -> PaymentTrail.paymentId(line).equals("1:A"));
    call("A", "micropay", 1);
    charged("A", 1, 1281);
    caught("I5", "I6", "I13");
  }

  @Test
  void a_log_that_says_otherwise_than_the_ledger_is_caught() {
    facts.removeIf(fact -> fact.is("succeeded"));
    fact("A", "failed", 2, 2, Map.of());
    caught("I6");
  }

  @Test
  void two_facts_of_one_version_are_caught() {
    fact("B", "unknown", 2, 3, Map.of("reason", "another"));
    caught("I7");
  }

  @Test
  void a_repeat_of_a_fact_is_no_breach() {
    facts.add(facts.get(1));
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_fact_after_the_end_is_caught() {
    fact("A", "reverse-needed", 3, 9, Map.of());
    caught("I7");
  }

  @Test
  void a_reversal_that_is_too_early_is_caught() {
    call("B", "reverse", 15);
    caught("I8");
  }

  @Test
  void a_reversal_of_what_succeeded_is_caught() {
    call("A", "reverse", 30);
    caught("I8");
  }

  @Test
  void work_that_is_still_due_is_caught() {
    documents.put("reverse.reverse_chases", List.of(JSON.readTree("{\"_id\":\"1:B\"}")));
    caught("I10");
  }

  @Test
  void work_without_a_due_time_is_caught() {
    metrics.put("reverse-service", "facepay_open_without_due{stage=\"reverse\"} 1.0\n");
    caught("I10");
  }

  @Test
  void a_service_that_proves_nothing_is_caught() {
    metrics.clear();
    caught("I10");
  }

  @Test
  void a_device_that_is_told_something_else_later_is_caught() {
    told("B", "look", 40, "WAITING", null, false);
    caught("I11");
  }

  @Test
  void a_call_under_another_merchants_key_is_caught() {
    line(
        "A",
        1,
        Map.of("kind", "REQUEST", "api", "orderquery", "authentic", false, "out_trade_no", "A"));
    caught("I14");
  }

  @Test
  void a_payment_told_to_another_merchants_device_is_caught() {
    DeviceAnswer one = told.getFirst();
    told.add(new DeviceAnswer(T, T.plusSeconds(50), "D9", "2", "1:A", "look", 200, one.body()));
    caught("I14");
  }

  @Test
  void a_secret_in_the_clear_is_caught_and_not_repeated() {
    Map<String, Set<String>> planted = Map.of("a payment code", Set.of("135791100000000001"));
    assertThat(Secrets.leaks(planted, Map.of("the log", "all is well"))).isEmpty();
    assertThat(Secrets.leaks(planted, Map.of("the log", "code=135791100000000001")))
        .singleElement()
        .asString()
        .startsWith("I15")
        .doesNotContain("1357911");
    assertThat(Secrets.leaks(Map.of("an API key", Set.of()), Map.of())).isNotEmpty();
  }

  private void caught(String... invariants) {
    assertThat(violations().stream().map(one -> one.substring(0, one.indexOf(':'))))
        .contains(invariants);
  }

  private List<String> violations() {
    return Checker.violations(new Evidence(told, facts, journal, documents, metrics));
  }

  private void secondAttempt(int second) {
    requested("A-2", second);
    call("A-2", "micropay", second);
    charged("A-2", second, 1280);
    fact("A-2", "succeeded", 2, second + 1, Map.of("transaction_id", "tA-2"));
    told("A-2", "pay", second + 2, "SUCCEEDED", true, true);
  }

  private void requested(String number, int second) {
    fact(number, "requested", 1, second, Map.of());
  }

  private void fact(
      String number, String name, int version, int second, Map<String, Object> details) {
    Map<String, Object> value = new LinkedHashMap<>(details);
    int dash = number.indexOf('-');
    value.put("payment_id", "1:" + number);
    value.put("merchant_id", "1");
    value.put("order_no", dash < 0 ? number : number.substring(0, dash));
    value.put("attempt", dash < 0 ? 1 : Integer.parseInt(number.substring(dash + 1)));
    value.put("store_id", "S1");
    value.put("amount_fen", 1280);
    value.put("version", version);
    value.put("occurred_at", T.plusSeconds(second).toString());
    String type = "payment." + name + ".v1";
    facts.add(
        new LoggedFact("any", type, number + "/" + type + "/" + version, JSON.valueToTree(value)));
  }

  private void call(String number, String api, int second) {
    line(number, second, Map.of("kind", "REQUEST", "api", api, "authentic", true));
  }

  private void charged(String number, int second, long fen) {
    line(number, second, Map.of("kind", "CHARGED", "fen", fen, "transaction_id", "t" + number));
  }

  private void line(String number, int second, Map<String, Object> details) {
    Map<String, Object> line = new LinkedHashMap<>(details);
    line.put("real", T.plusSeconds(second).toString());
    line.put("mch_id", "1");
    line.put("out_trade_no", number);
    journal.add(JSON.valueToTree(line));
  }

  private void told(
      String number, String call, int second, String state, Boolean paid, boolean isFinal) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", "1:" + number);
    body.put("state", state);
    body.put("paid", paid);
    body.put("final", isFinal);
    body.put("total_fee", 1280);
    Instant at = T.plusSeconds(second);
    told.add(
        new DeviceAnswer(
            at.minusMillis(100), at, "D1", "1", "1:" + number, call, 200, JSON.valueToTree(body)));
  }
}
