package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.Act;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.TradeRef;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reports that devices fetch and answer, with report-service played over the log. */
@Tag("real")
class ReportApiTest extends ReportApiStand {

  private static void needed(TradeRef trade, int tryNo) {
    edge.log.say(
        new ReportNeeded(
            trade,
            tryNo,
            ReportMethod.PAYCODE,
            EdgeStand.sealer().seal(Purpose.AUTH_CODE, trade.id().toString(), CODE),
            Instant.now()));
  }

  private static List<ReportTold> told(TradeRef trade) {
    return edge.log.facts(ReportTold.class).stream()
        .filter(fact -> fact.trade().equals(trade))
        .toList();
  }

  @Test
  void a_device_gets_its_own_reports_with_the_code_open_and_no_other_device_does() {
    TradeRef trade = trade();
    needed(trade, 1);
    assertThat(open("").path("reports"))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.path("id").asString()).isEqualTo(trade.id().toString());
              assertThat(job.path("try").asInt()).isEqualTo(1);
              assertThat(job.path("method").asString()).isEqualTo("reportPaycode");
              assertThat(job.path("auth_code").asString()).isEqualTo(CODE);
              assertThat(job.path("mch_id").asString()).isEqualTo("1900000109");
              assertThat(job.has("sub_mch_id")).isFalse();
            });
    for (String other : List.of(EdgeStand.OTHER_DEVICE_KEY, EdgeStand.OTHER_MERCHANT_KEY)) {
      assertThat(EdgeStand.send(edge.to("/v1/devices/me/reports", other).build()).text())
          .isEqualTo("{\"reports\":[]}");
      Answer answer = tell(trade.id().toString(), other, word(1, "confirmed"));
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text("code")).isEqualTo("report_not_known");
    }
    assertThat(told(trade)).isEmpty();
  }

  @Test
  void a_long_poll_is_answered_as_soon_as_there_is_something_to_report() {
    CompletableFuture<JsonNode> waits = CompletableFuture.supplyAsync(() -> open("wait=30"));
    needed(trade(), 1);
    assertThat(waits.join().path("reports")).hasSize(1);
  }

  @Test
  void an_answer_is_a_fact_and_the_same_one_again_is_not() {
    TradeRef trade = trade();
    needed(trade, 1);
    String json =
        """
        {"try": 1, "outcome": "failed", "err_code": "271378620", "return_msg": "call init",
         "face_sdk_version": "2.13.0"}\
        """;
    assertThat(tell(trade.id().toString(), EdgeStand.KEY, json).status()).isEqualTo(204);
    assertThat(tell(trade.id().toString(), EdgeStand.KEY, json).status()).isEqualTo(204);
    assertThat(told(trade))
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.outcome()).isEqualTo(ReportOutcome.FAILED);
              assertThat(fact.code()).isEqualTo("271378620");
              assertThat(fact.faceSdkVersion()).isEqualTo("2.13.0");
            });
    assertThat(open("").path("reports")).as("answered").isEmpty();

    needed(trade, 2);
    assertThat(open("").path("reports")).as("asked anew").hasSize(1);
    assertThat(tell(trade.id().toString(), EdgeStand.KEY, word(1, "confirmed")).status())
        .isEqualTo(204);
    assertThat(open("").path("reports")).as("confirmed by an older try").isEmpty();
    assertThat(tell(trade.id().toString(), EdgeStand.KEY, word(1, "failed")).status())
        .isEqualTo(204);
    assertThat(told(trade)).as("a confirmation stands").hasSize(2);
  }

  @Test
  void what_is_given_up_or_confirmed_is_not_asked_for_also_after_a_restart() {
    TradeRef givenUp = trade();
    needed(givenUp, 1);
    edge.log.say(new ReportDelayed(givenUp, 1, ReportDelay.GIVEN_UP, true, Instant.now()));
    TradeRef confirmed = trade();
    edge.log.say(
        new ReportTold(confirmed, 1, ReportOutcome.CONFIRMED, "", "", null, Instant.now()));
    needed(confirmed, 1);
    TradeRef open = trade();
    needed(open, 1);
    assertThat(open("").path("reports")).hasSize(1);
    try (EdgeStand restarted = new EdgeStand(edge.log)) {
      assertThat(
              EdgeStand.send(restarted.to("/v1/devices/me/reports").build()).json().path("reports"))
          .hasSize(1);
    }
  }

  private static ReportActRequested act(TradeRef trade, Act act) {
    Instant now = Instant.now();
    return new ReportActRequested(trade, 1, now, act, "li", "why", "evidence", now);
  }

  @Test
  void what_was_given_up_is_asked_for_again_if_a_person_wants_it_and_there_is_a_new_try() {
    TradeRef trade = trade();
    needed(trade, 1);
    edge.log.say(new ReportDelayed(trade, 1, ReportDelay.GIVEN_UP, true, Instant.now()));
    edge.log.say(act(trade, Act.RETRY));
    assertThat(open("").path("reports")).isEmpty();
    needed(trade, 2);
    assertThat(open("").path("reports"))
        .singleElement()
        .satisfies(job -> assertThat(job.path("try").asInt()).isEqualTo(2));
    tell(trade.id().toString(), EdgeStand.KEY, word(2, "confirmed"));
  }

  @Test
  void what_a_person_ended_is_asked_for_no_more_but_a_late_answer_is_taken() {
    TradeRef trade = trade();
    needed(trade, 1);
    edge.log.say(act(trade, Act.RESOLVE));
    needed(trade, 2);
    assertThat(open("").path("reports")).isEmpty();
    assertThat(tell(trade.id().toString(), EdgeStand.KEY, word(1, "confirmed")).status())
        .isEqualTo(204);
    assertThat(told(trade)).hasSize(1);
  }

  @Test
  void an_answer_that_the_log_does_not_take_can_be_repeated() {
    TradeRef trade = trade();
    needed(trade, 1);
    edge.log.broker(MemoryLog.Broker.DOWN);
    Answer away = tell(trade.id().toString(), EdgeStand.KEY, word(1, "confirmed"));
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.text("code")).isEqualTo("report_not_taken");
    edge.log.broker(MemoryLog.Broker.UP);
    assertThat(tell(trade.id().toString(), EdgeStand.KEY, word(1, "confirmed")).status())
        .isEqualTo(204);
    assertThat(told(trade)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"try\": 0, \"outcome\": \"confirmed\"}",
        "{\"try\": 1, \"outcome\": \"perhaps\"}",
        "{\"try\": 1, \"outcome\": \"failed\", \"auth_code\": \"134567890123456789\"}",
        "{\"try\": 1, \"outcome\": \"failed\", \"err_code\": \"\"}",
        "[]",
        "{"
      })
  void a_bad_word_is_refused_with_what_is_wrong(String json) {
    Answer answer = tell("1900000109:R1", EdgeStand.KEY, json);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).doesNotContain(CODE);
  }
}
