package dev.facepay.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.Stage;
import dev.facepay.testkit.Fixtures;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** An operator gives money back, over HTTP and the real log. */
@Tag("real")
class RefundApiTest {

  private static final PaymentRef PAID = Fixtures.payment("BACK", 1, 1280);
  private static final String PATH = "/v1/payments/1900000109:BACK";
  private static ConsoleStand stand;

  @BeforeAll
  static void begin() throws Exception {
    stand = new ConsoleStand();
    stand.publish(Fixtures.requested(PAID), Fixtures.paid(PAID, Stage.PAY));
    stand.until(PATH, a -> a.text().contains("\"succeeded\""));
  }

  @AfterAll
  static void end() {
    stand.close();
  }

  private static ConsoleStand.Answer refund(String key, String json) {
    return ConsoleStand.send(
        stand
            .to(PATH + "/refunds", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  @Test
  void a_part_goes_back_and_shows_with_the_payment_in_totals_and_by_its_number() throws Exception {
    String part = "{\"refund_no\": \"C1\", \"amount_fen\": 300, \"why\": \"sold out\"}";
    assertThat(refund(ConsoleStand.READER, part).status()).isEqualTo(403);
    assertThat(refund(ConsoleStand.ACTOR, part).status()).isEqualTo(202);
    JsonNode asked = stand.until(PATH, a -> a.text().contains("\"C1\"")).json().path("refunds");
    assertThat(asked.path("pending_fen").asLong()).isEqualTo(300);
    assertThat(asked.path("list").path(0).path("who").asString()).isEqualTo("alice");
    assertThat(refund(ConsoleStand.ACTOR, part).status()).isEqualTo(202);

    JsonNode requested = asked.path("list").path(0);
    Instant at = Instant.parse(requested.path("requested_at").asString());
    RefundRef ref =
        new RefundRef(
            PAID.id(),
            PAID.orderNo(),
            1,
            null,
            PAID.store(),
            new RefundNo("C1"),
            new Money(300),
            at);
    stand.publish(new RefundSucceeded(ref, "5030", null, null, null, null, at, at.plusSeconds(1)));
    stand.until("/v1/search?q=5030", a -> a.text().contains("\"refunded_fen\":300"));
    assertThat(stand.get("/v1/totals?group_by=store&refunds=true&format=csv").text())
        .isEqualTo("store_id,payments,amount_fen,refunds,refunded_fen\r\nS017,1,1280,1,300\r\n");

    ConsoleStand.Answer more =
        refund(
            ConsoleStand.ACTOR,
            "{\"refund_no\": \"C2\", \"amount_fen\": 981, \"why\": \"sold out\"}");
    assertThat(more.status()).isEqualTo(409);
    assertThat(more.json().path("code").asString()).isEqualTo("refund_more_than_left");
    assertThat(more.json().path("detail").asString()).contains("980");
  }

  @Test
  void what_is_wrong_is_told_all_at_once() {
    JsonNode problem = refund(ConsoleStand.ACTOR, "{\"amount_fen\": 0}").json();
    assertThat(problem.path("code").asString()).isEqualTo("invalid_request");
    assertThat(problem.path("errors").findValuesAsString("field"))
        .containsExactly("refund_no", "why", "amount_fen");
    assertThat(problem.path("errors").findValuesAsString("code"))
        .containsExactly("missing", "missing", "out_of_range");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"refund_no":"C3","why":"x","amount":100}             | unknown
          {"refund_no":"C3","why":"x","amount_fen":null}        | null
          {"refund_no":"C3","why":"x","amount_fen":1e2}         | wrong_type
          {"refund_no":"C3","why":"x","amount_fen":"100"}       | wrong_type
          {"refund_no":"C3","why":"x","amount_fen":1,"amount_fen":2} | field twice
          {"refund_no":"C3","why":"x"} {}                       | goes on behind
          """)
  void what_may_be_a_slip_of_the_hand_gives_nothing_back(String body, String why) {
    ConsoleStand.Answer answer = refund(ConsoleStand.ACTOR, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains(why);
  }
}
