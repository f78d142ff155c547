package dev.facepay.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.ConsoleStand.Answer;
import dev.facepay.payment.Act;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.BillFact.Difference;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.DifferenceKind;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.Stage;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import dev.facepay.payment.UnknownReason;
import dev.facepay.testkit.Fixtures;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Alarms acknowledged and assigned, and many retried at once, from HTTP to the read side. */
@Tag("real")
class AlarmActsApiTest {

  private static final Instant T0 = Fixtures.T0;
  private static final ConsoleStand STAND = new ConsoleStand();

  @BeforeAll
  static void raise() throws Exception {
    stuck("A1", 60);
    stuck("A2", 61);
    stuck("A3", 62);
    TradeRef trade = TradeRef.of(Fixtures.payment("R1", 1));
    STAND.publish(
        new TradeTold(trade, TradeNumbers.NONE, new Money(990), T0, null, "f", T0),
        new ReportDelayed(trade, 0, ReportDelay.DEVICE_SILENT, true, T0.plusSeconds(70)),
        found());
    STAND.until("/v1/attention", answer -> rows(answer).size() == 5);
  }

  @AfterAll
  static void stop() {
    STAND.close();
  }

  private static PaymentRef stuck(String order, int seconds) throws InterruptedException {
    PaymentRef payment = Fixtures.payment(order, 1, 500);
    STAND.publish(
        Fixtures.requested(payment),
        Fixtures.unknown(payment, UnknownReason.NO_ANSWER),
        Fixtures.reverseNeeded(payment),
        needed(payment, AttentionReason.REVERSE_SLOW, seconds));
    return payment;
  }

  private static AttentionNeeded needed(PaymentRef payment, AttentionReason why, int seconds) {
    return new AttentionNeeded(payment, Stage.REVERSE, why, "", "", T0.plusSeconds(seconds));
  }

  private static final Difference DIFFERENCE =
      new Difference(DifferenceKind.AMOUNT, "D1", null, T0.plusSeconds(90));
  private static final MerchantId MERCHANT = new MerchantId("1900000109");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final String DIFFERENCE_ID =
      MERCHANT + "/" + DAY + "/" + DIFFERENCE.discriminator();

  private static DifferenceFound found() {
    return new DifferenceFound(
        MERCHANT, DAY, DIFFERENCE, null, null, "500", "600", 500L, 600L, "SUCCESS");
  }

  private static List<JsonNode> rows(Answer answer) {
    return Stream.of("payments", "reports", "differences")
        .flatMap(kind -> answer.json().path(kind).valueStream())
        .toList();
  }

  private static JsonNode row(Answer answer, String id) {
    return rows(answer).stream()
        .filter(row -> row.path("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String alarm(String about, String id) {
    return "{\"about\": \"%s\", \"id\": \"%s\"}".formatted(about, id);
  }

  private static Answer post(String path, String body) {
    return post(ConsoleStand.ACTOR, path, body);
  }

  private static Answer post(String key, String path, String body) {
    return ConsoleStand.send(
        STAND
            .to(path, key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static String outcomes(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer
        .json()
        .path("rows")
        .valueStream()
        .map(row -> row.path("outcome").asString() + row.path("code").asString(""))
        .collect(Collectors.joining(" "));
  }

  private static Answer listed(String assigned, int rows) {
    return STAND.until("/v1/attention?assigned=" + assigned, answer -> rows(answer).size() == rows);
  }

  @Test
  void an_alarm_of_each_kind_is_given_to_somebody_seen_in_the_list_and_given_back() {
    String some =
        Stream.of(
                alarm("payment", "1900000109:A1"),
                alarm("report", "1900000109:R1"),
                alarm("difference", DIFFERENCE_ID),
                alarm("payment", "1900000109:R1"))
            .collect(Collectors.joining(", "));
    Answer given =
        post(
            "/v1/attention/assign",
            "{\"alarms\": [%s], \"assignee\": \"reader\", \"why\": \"you know them\"}"
                .formatted(some));
    assertThat(outcomes(given)).isEqualTo("taken taken taken refusedalarm_not_open");
    assertThat(given.json().path("rows").path(3).path("what_to_do").asString()).contains("anew");

    Answer mine = listed("me", 3);
    JsonNode one = row(mine, "1900000109:A1");
    assertThat(one.path("assignee").asString()).isEqualTo("reader");
    assertThat(one.path("assigned_by").asString()).isEqualTo("alice");
    assertThat(one.path("acknowledged_by").asString()).isEqualTo("alice");
    assertThat(one.path("why").asString()).isEqualTo("you know them");
    assertThat(row(mine, DIFFERENCE_ID).path("assignee").asString()).isEqualTo("reader");
    assertThat(rows(listed("nobody", 2)))
        .extracting(row -> row.path("id").asString())
        .containsExactly("1900000109:A2", "1900000109:A3");
    assertThat(rows(STAND.get("/v1/attention?assigned=nobody&limit=1"))).hasSize(1);

    // It is in the audit of the payment and of the trade, and the payment is as it was.
    JsonNode payment = STAND.get("/v1/payments/1900000109:A1").json();
    JsonNode last = payment.path("timeline").get(payment.path("timeline").size() - 1);
    assertThat(last.path("type").asString()).isEqualTo("alarm.assigned");
    assertThat(last.path("by").asString()).isEqualTo("person");
    assertThat(last.path("details").path("assignee").asString()).isEqualTo("reader");
    assertThat(payment.path("state").asString()).isEqualTo("reversing");
    assertThat(STAND.get("/v1/trades/1900000109:R1").text()).contains("alarm.assigned");

    Answer back =
        post(
            "/v1/attention/assign",
            "{\"alarms\": [%s]}".formatted(alarm("report", "1900000109:R1")));
    assertThat(outcomes(back)).isEqualTo("taken");
    listed("me", 2);
  }

  @Test
  void what_was_seen_is_not_seen_any_more_when_something_new_is_known() throws Exception {
    String body = "{\"alarms\": [%s]}".formatted(alarm("payment", "1900000109:A2"));
    assertThat(outcomes(post("/v1/attention/acknowledge", body))).isEqualTo("taken");
    STAND.until(
        "/v1/attention",
        answer ->
            row(answer, "1900000109:A2").path("acknowledged_by").asString("").equals("alice"));
    // A repeat says nothing more.
    assertThat(outcomes(post("/v1/attention/acknowledge", body))).isEqualTo("taken");
    assertThat(STAND.get("/v1/payments/1900000109:A2").json().path("timeline").valueStream())
        .filteredOn(entry -> entry.path("type").asString().equals("alarm.acknowledged"))
        .hasSize(1);

    PaymentRef payment = Fixtures.payment("A2", 1, 500);
    Instant later = Instant.now().plusSeconds(1);
    STAND.publish(
        new AttentionNeeded(
            payment, Stage.REVERSE, AttentionReason.REVERSE_EXPIRED, "", "", later));
    JsonNode again =
        row(
            STAND.until(
                "/v1/attention",
                answer -> row(answer, "1900000109:A2").path("attention").size() == 2),
            "1900000109:A2");
    assertThat(again.has("acknowledged_by")).isFalse();
  }

  @Test
  void it_is_over_when_the_alarm_closes() throws Exception {
    PaymentRef payment = stuck("B1", 80);
    String body =
        "{\"alarms\": [%s], \"assignee\": \"alice\"}".formatted(alarm("payment", "1900000109:B1"));
    STAND.until("/v1/attention", answer -> answer.text().contains("1900000109:B1"));
    assertThat(outcomes(post("/v1/attention/assign", body))).isEqualTo("taken");
    STAND.publish(
        new AttentionResolved(
            payment, Stage.REVERSE, AttentionReason.REVERSE_SLOW, "", T0.plusSeconds(100)));
    STAND.until("/v1/attention", answer -> !answer.text().contains("1900000109:B1"));
    assertThat(outcomes(post("/v1/attention/assign", body))).isEqualTo("refusedalarm_not_open");
    // Another one of the same payment is nobody's.
    STAND.publish(
        new AttentionNeeded(
            payment,
            Stage.REFUND,
            AttentionReason.REFUND_SLOW,
            "",
            "",
            Instant.now().plusSeconds(2)));
    Answer anew = STAND.until("/v1/attention", answer -> answer.text().contains("1900000109:B1"));
    assertThat(row(anew, "1900000109:B1").has("assignee")).isFalse();
    STAND.publish(
        new AttentionResolved(
            payment, Stage.REFUND, AttentionReason.REFUND_SLOW, "", Instant.now().plusSeconds(3)));
    STAND.until("/v1/attention", answer -> !answer.text().contains("1900000109:B1"));
  }

  @Test
  void many_are_retried_each_by_itself_and_the_same_again_is_safe() throws Exception {
    STAND.publish(Fixtures.paid(Fixtures.payment("PAID", 1), Stage.PAY));
    STAND.until("/v1/payments/1900000109:PAID", answer -> answer.status() == 200);
    String body =
        "{\"ids\": [\"1900000109:A3\", \"1900000109:NONE\", \"1900000109:PAID\","
            + " \"1900000109:A3\"], \"why\": \"the certificate is new\"}";
    for (int i = 0; i < 2; i++) {
      assertThat(outcomes(post("/v1/payments/retry", body)))
          .isEqualTo("taken refusedpayment_not_found refusedalready_settled");
    }
    Answer retried =
        STAND.until(
            "/v1/payments/1900000109:A3", answer -> answer.text().contains("certificate is new"));
    assertThat(retried.json().path("timeline").valueStream())
        .filteredOn(
            entry -> entry.path("details").path("act").asString("").equals(Act.RETRY.wire()))
        .allSatisfy(
            entry -> assertThat(entry.path("details").path("who").asString()).isEqualTo("alice"));
  }

  @Test
  void a_name_that_nobody_has_is_refused_and_readers_may_look_only() {
    String one = alarm("payment", "1900000109:A3");
    Answer unknown =
        post("/v1/attention/assign", "{\"alarms\": [%s], \"assignee\": \"nemo\"}".formatted(one));
    assertThat(unknown.status()).isEqualTo(409);
    assertThat(unknown.json().path("code").asString()).isEqualTo("operator_not_known");
    JsonNode operators = STAND.get("/v1/operators").json();
    assertThat(operators.path("me").asString()).isEqualTo("reader");
    assertThat(operators.path("operators")).hasSize(2);
    for (String path :
        List.of("/v1/attention/assign", "/v1/attention/acknowledge", "/v1/payments/retry")) {
      assertThat(post(ConsoleStand.READER, path, "{}").status()).isEqualTo(403);
    }
    Answer bad =
        post("/v1/attention/acknowledge", "{\"alarms\": [{\"about\": \"x\", \"id\": \"y\"}]}");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.json().path("errors").path(0).path("field").asString()).isEqualTo("alarms");
  }

  @Test
  void an_explained_difference_is_no_alarm() throws Exception {
    Difference other = new Difference(DifferenceKind.STATE, "D2", null, T0.plusSeconds(91));
    String id = MERCHANT + "/" + DAY + "/" + other.discriminator();
    STAND.publish(
        new DifferenceFound(MERCHANT, DAY, other, null, null, "", "", null, null, ""),
        new DifferenceExplained(MERCHANT, DAY, other, T0.plusSeconds(92)));
    STAND.until("/v1/differences?open=false", answer -> answer.text().contains("explained_at"));
    assertThat(
            outcomes(
                post(
                    "/v1/attention/acknowledge",
                    "{\"alarms\": [%s]}".formatted(alarm("difference", id)))))
        .isEqualTo("refusedalarm_not_open");
  }
}
