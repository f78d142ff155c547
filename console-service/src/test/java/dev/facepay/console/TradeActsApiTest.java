package dev.facepay.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.ConsoleStand.Answer;
import dev.facepay.payment.Money;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import dev.facepay.testkit.Fixtures;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a person does about a report, from HTTP through the log to the read side. */
@Tag("real")
class TradeActsApiTest {

  private static final ConsoleStand STAND = ConsoleStand.withJobs();

  @AfterAll
  static void stop() {
    STAND.close();
  }

  /** Told by its device, and refused by its SDK at the first try. */
  private static TradeRef failed(String number) throws InterruptedException {
    TradeRef trade = TradeRef.of(Fixtures.payment(number, 1));
    Instant now = Instant.now();
    STAND.publish(
        new TradeTold(trade, TradeNumbers.NONE, new Money(990), Fixtures.T0, null, "f", now));
    STAND.until(page(trade), answer -> state(answer).equals("asked"));
    STAND.publish(
        new ReportTold(trade, 1, ReportOutcome.FAILED, "PARAM_ERROR", "no", "2.21", Instant.now()));
    STAND.until(page(trade), answer -> answer.text().contains("sdk_failed"));
    return trade;
  }

  private static String page(TradeRef trade) {
    return "/v1/trades/" + trade.id();
  }

  private static String state(Answer answer) {
    return answer.status() == 200 ? answer.json().path("state").asString() : "";
  }

  private static Answer act(String key, TradeRef trade, String act, String body) {
    return ConsoleStand.send(
        STAND
            .to(page(trade) + "/" + act, key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void a_report_is_retried_at_once_and_what_came_of_it_is_seen() throws Exception {
    TradeRef trade = failed("R1");
    Answer taken = act(ConsoleStand.ACTOR, trade, "retry", "{\"why\": \"the SDK is mended\"}");
    assertThat(taken.status()).as(taken.text()).isEqualTo(202);
    STAND.until(page(trade), answer -> answer.json().path("tries").size() == 2);
    STAND.publish(new ReportTold(trade, 2, ReportOutcome.CONFIRMED, "", "", "2.21", Instant.now()));
    JsonNode done = STAND.until(page(trade), answer -> state(answer).equals("confirmed")).json();
    assertThat(
            done.path("timeline")
                .valueStream()
                .map(entry -> entry.path("type").asString())
                .toList())
        .containsSubsequence(
            "report.failed", "report.act-requested", "report.needed", "report.confirmed");
    for (String act : new String[] {"retry", "resolve"}) {
      Answer refused =
          act(ConsoleStand.ACTOR, trade, act, "{\"why\": \"again\", \"evidence\": \"e\"}");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.json().path("code").asString()).isEqualTo("already_reported");
      assertThat(refused.json().path("retryable").asBoolean()).isFalse();
      assertThat(refused.json().path("what_to_do").asString()).contains("second one");
    }
  }

  @Test
  void a_report_that_a_person_ends_leaves_attention_and_is_never_counted_as_confirmed()
      throws Exception {
    TradeRef trade = failed("R2");
    STAND.until("/v1/attention", answer -> answer.text().contains("R2"));
    Answer taken =
        act(
            ConsoleStand.ACTOR,
            trade,
            "resolve",
            "{\"why\": \"the device is scrapped\", \"evidence\": \"mail to WeChat, ticket 7\"}");
    assertThat(taken.status()).as(taken.text()).isEqualTo(202);
    JsonNode ended = STAND.until(page(trade), answer -> state(answer).equals("resolved")).json();
    JsonNode act = ended.path("acts").path(0);
    assertThat(act.path("who").asString()).isEqualTo("alice");
    assertThat(act.path("why").asString()).isEqualTo("the device is scrapped");
    assertThat(act.path("evidence").asString()).isEqualTo("mail to WeChat, ticket 7");
    assertThat(STAND.get("/v1/attention").text()).doesNotContain("R2");
    assertThat(STAND.get("/v1/trades?state=resolved").text()).contains("R2");
    JsonNode counts =
        STAND
            .until(
                "/v1/coverage",
                answer -> answer.json().path("total").path("resolved").asLong() == 1)
            .json()
            .path("total");
    assertThat(counts.path("due").asLong())
        .isGreaterThanOrEqualTo(counts.path("confirmed").asLong() + 1);
    Answer refused = act(ConsoleStand.ACTOR, trade, "retry", "{\"why\": \"again\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asString()).isEqualTo("report_resolved");
    assertThat(refused.json().path("detail").asString()).contains("alice");
  }

  @Test
  void who_may_not_or_does_not_say_why_is_refused() throws Exception {
    TradeRef trade = failed("R3");
    Answer reader = act(ConsoleStand.READER, trade, "retry", "{\"why\": \"w\"}");
    assertThat(reader.status()).isEqualTo(403);
    assertThat(reader.text()).contains("payments:act");
    assertThat(act("wrong", trade, "resolve", "{}").status()).isEqualTo(401);
    for (String body :
        new String[] {
          "{}",
          "{\"why\": \" \"}",
          "{\"why\": \"" + "w".repeat(501) + "\", \"evidence\": \"e\"}",
          "{\"why\": \"no evidence\"}",
          "{\"why\": \"w\", \"evidence\": \"" + "e".repeat(201) + "\"}"
        }) {
      Answer answer = act(ConsoleStand.ACTOR, trade, "resolve", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.json().path("code").asString()).isEqualTo("invalid_request");
    }
    TradeRef unknown = TradeRef.of(Fixtures.payment("NONE", 1));
    assertThat(act(ConsoleStand.ACTOR, unknown, "retry", "{\"why\": \"w\"}").status())
        .isEqualTo(404);
  }
}
