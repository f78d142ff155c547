package dev.facepay.console;

import static dev.facepay.testkit.Fixtures.byCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.ConsoleStand.Answer;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.Stage;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import dev.facepay.testkit.Fixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From facts in a real log to jobs, tries and coverage over real HTTP. */
@Tag("real")
class CoverageApiTest {

  private static final ConsoleStand STAND = ConsoleStand.withJobs();

  @AfterAll
  static void stop() {
    STAND.close();
  }

  private static String trade(TradeRef trade) {
    return "/v1/trades/" + trade.id();
  }

  private static String state(Answer answer) {
    return answer.status() == 200 ? answer.json().path("state").asString() : "";
  }

  @Test
  void trades_become_jobs_answers_become_coverage_and_the_file_for_wechat() throws Exception {
    PaymentRef payment = byCode("V1");
    TradeRef code = TradeRef.of(payment);
    TradeRef told = TradeRef.of(byCode("V2"));
    Instant now = Instant.now();
    PaymentRef face = Fixtures.payment("V3", 1);
    STAND.publish(
        Fixtures.requested(face),
        Fixtures.paid(face, Stage.PAY),
        Fixtures.requested(payment),
        Fixtures.paid(payment, Stage.PAY),
        new TradeTold(
            told, new TradeNumbers("V3", "42000V2"), new Money(990), Fixtures.T0, null, "f", now));

    JsonNode asked = STAND.until(trade(code), answer -> state(answer).equals("asked")).json();
    assertThat(asked.path("tries").path(0).path("method").asString()).isEqualTo("reportPaycode");
    assertThat(asked.toString()).doesNotContain("sealed");
    STAND.until(trade(told), answer -> state(answer).equals("asked"));

    STAND.publish(
        new ReportTold(code, 1, ReportOutcome.CONFIRMED, "", "", "2.21", Instant.now()),
        new ReportTold(
            told, 1, ReportOutcome.FAILED, "271378620", "call init", "2.21", Instant.now()));
    STAND.until(trade(code), answer -> state(answer).equals("confirmed"));
    JsonNode failed =
        STAND
            .until(
                trade(told),
                answer -> answer.json().path("reason").asString("").equals("sdk_not_initialised"))
            .json();
    assertThat(failed.path("state").asString()).isEqualTo("failed");
    assertThat(failed.path("elsewhere").asBoolean()).isTrue();

    JsonNode coverage =
        STAND
            .until(
                "/v1/coverage?from_day=2026-11-22&to_day=2026-11-22",
                answer -> answer.json().path("total").path("trades").asLong() == 3)
            .json();
    JsonNode counts = coverage.path("rows").path(0).path("counts");
    assertThat(coverage.path("zone").asString()).isEqualTo("+08:00");
    assertThat(coverage.path("rows").path(0).path("device_id").asString()).isEqualTo("D03");
    assertThat(counts.path("due").asLong()).isEqualTo(2);
    assertThat(counts.path("reported").asLong()).isEqualTo(2);
    assertThat(counts.path("confirmed").asLong()).isEqualTo(1);
    assertThat(counts.path("failed").asLong()).isEqualTo(1);
    assertThat(counts.path("ratio").asDouble()).isEqualTo(0.5);

    JsonNode attention =
        STAND
            .until(
                "/v1/attention",
                answer -> answer.json().path("reports").path(0).has("attention_since"))
            .json();
    assertThat(attention.path("reports")).hasSize(1);
    assertThat(attention.path("reports").path(0).path("out_trade_no").asString()).isEqualTo("V2");
    assertThat(attention.path("reports").path(0).path("reason").asString())
        .isEqualTo("sdk_not_initialised");

    JsonNode timeline = STAND.get("/v1/payments/" + code.id()).json().path("timeline");
    assertThat(timeline.valueStream().map(entry -> entry.path("type").asString()))
        .containsExactly(
            "payment.requested",
            "payment.succeeded",
            "report.due",
            "report.needed",
            "report.confirmed");
    STAND.publish(Fixtures.reversed(payment));
    STAND.until(
        "/v1/payments/" + code.id(), answer -> answer.text().contains("report.reversed-after"));

    for (String number : List.of("V2", "42000V2", told.id().toString())) {
      JsonNode found = STAND.get("/v1/search?q=" + number).json();
      assertThat(found.path("payments")).as(number).isEmpty();
      assertThat(found.path("trades")).as(number).hasSize(1);
      assertThat(found.path("trades").path(0).path("order_no").asString()).isEqualTo("V3");
      assertThat(
              found
                  .path("trades")
                  .path(0)
                  .path("timeline")
                  .valueStream()
                  .map(entry -> entry.path("type").asString()))
          .containsExactly("report.due", "report.needed", "report.failed", "report.delayed");
    }
    JsonNode both = STAND.get("/v1/search?q=V3").json();
    assertThat(both.path("payments").path(0).path("out_trade_no").asString()).isEqualTo("V3");
    assertThat(both.path("trades").path(0).path("out_trade_no").asString()).isEqualTo("V2");
    JsonNode ours = STAND.get("/v1/search?q=V1").json();
    assertThat(ours.path("payments")).hasSize(1);
    assertThat(ours.path("trades")).as("its report is on its own timeline").isEmpty();

    JsonNode one = STAND.get("/v1/trades?limit=1").json();
    JsonNode two =
        STAND.get("/v1/trades?limit=1&cursor=" + one.path("next_cursor").asString()).json();
    assertThat(two.path("trades").path(0).path("id").asString())
        .isNotEqualTo(one.path("trades").path(0).path("id").asString());
    assertThat(two.has("next_cursor")).isFalse();

    Answer csv = STAND.get("/v1/coverage.csv");
    assertThat(csv.type()).startsWith("text/csv");
    assertThat(csv.text().lines())
        .startsWith(
            "day,mch_id,store_id,device_id,trades,due,reported,confirmed,failed,late,duplicates,ratio,resolved")
        .hasSize(2);
    assertThat(csv.text().lines().toList().get(1))
        .startsWith("2026-11-22,1900000109,S017,D03,3,2,2,1,1,")
        .endsWith(",0,0.5000,0");
  }

  @Test
  void what_is_wrong_with_a_request_is_told_and_a_key_is_needed() {
    assertThat(STAND.get("/v1/coverage?from_day=yesterday").json().path("code").asString())
        .isEqualTo("invalid_request");
    assertThat(STAND.get("/v1/trades?state=lost").json().path("code").asString())
        .isEqualTo("invalid_request");
    assertThat(STAND.get("/v1/trades?limit=0").status()).isEqualTo(400);
    assertThat(STAND.get("/v1/trades?cursor=lost").status()).isEqualTo(400);
    assertThat(STAND.get("/v1/attention?limit=0").status()).isEqualTo(400);
    assertThat(STAND.get("/v1/trades/1900000109:never").status()).isEqualTo(404);
    for (String path : new String[] {"/v1/coverage", "/v1/coverage.csv", "/v1/trades"}) {
      assertThat(ConsoleStand.send(STAND.to(path, "wrong").build()).status()).isEqualTo(401);
    }
  }
}
