package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.Act;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import dev.facepay.runtime.seal.Sealer.CannotOpen;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Trade reports at the edge, with report-service played over the log. */
class ReportApiTest {

  private static final EdgeStand EDGE = new EdgeStand();
  private static final String CODE = "134567890123456789";
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  @BeforeEach
  void the_broker_is_up_and_nothing_is_open() throws Exception {
    EDGE.log.broker(MemoryLog.Broker.UP);
    for (JsonNode job : open("").path("reports")) {
      tell(job.path("id").asString(), EdgeStand.KEY, word(job.path("try").asInt(), "confirmed"));
    }
  }

  private static TradeRef trade() {
    return trade("R" + NUMBERS.incrementAndGet());
  }

  private static TradeRef trade(String number) {
    return new TradeRef(
        new PaymentId(new MerchantId("1900000109"), new OutTradeNo(number)),
        null,
        new StoreId("S017"),
        new DeviceId("D03"));
  }

  private static void needed(TradeRef trade, int tryNo) {
    EDGE.log.say(
        new ReportNeeded(
            trade,
            tryNo,
            ReportMethod.PAYCODE,
            EdgeStand.sealer().seal(Purpose.AUTH_CODE, trade.id().toString(), CODE),
            Instant.now()));
  }

  private static JsonNode open(String prefer) {
    var request = EDGE.to("/v1/devices/me/reports");
    return EdgeStand.send((prefer.isEmpty() ? request : request.header("Prefer", prefer)).build())
        .json();
  }

  private static Answer tell(String id, String key, String json) {
    return EdgeStand.send(
        EDGE.to("/v1/devices/me/reports/" + id, key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static String word(int tryNo, String outcome) {
    return "{\"try\": %d, \"outcome\": \"%s\"}".formatted(tryNo, outcome);
  }

  private static Answer trade(String key, String json) {
    return EdgeStand.send(
        EDGE.to("/v1/trades", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static List<ReportTold> told(TradeRef trade) {
    return EDGE.log.facts(ReportTold.class).stream()
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
      assertThat(EdgeStand.send(EDGE.to("/v1/devices/me/reports", other).build()).text())
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
    EDGE.log.say(new ReportDelayed(givenUp, 1, ReportDelay.GIVEN_UP, true, Instant.now()));
    TradeRef confirmed = trade();
    EDGE.log.say(
        new ReportTold(confirmed, 1, ReportOutcome.CONFIRMED, "", "", null, Instant.now()));
    needed(confirmed, 1);
    TradeRef open = trade();
    needed(open, 1);
    assertThat(open("").path("reports")).hasSize(1);
    try (EdgeStand restarted = new EdgeStand(EDGE.log)) {
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
    EDGE.log.say(new ReportDelayed(trade, 1, ReportDelay.GIVEN_UP, true, Instant.now()));
    EDGE.log.say(act(trade, Act.RETRY));
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
    EDGE.log.say(act(trade, Act.RESOLVE));
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
    EDGE.log.broker(MemoryLog.Broker.DOWN);
    Answer away = tell(trade.id().toString(), EdgeStand.KEY, word(1, "confirmed"));
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.text("code")).isEqualTo("report_not_taken");
    EDGE.log.broker(MemoryLog.Broker.UP);
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

  @Test
  void a_trade_paid_elsewhere_is_taken_once_with_one_content() throws CannotOpen {
    Instant paidAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String number = "T" + NUMBERS.incrementAndGet();
    String json =
        """
        {"out_trade_no": "%s", "order_no": "S17-42", "transaction_id": "4200000042", \
        "total_fee": 990, "paid_at": "%s", "auth_code": "%s"}\
        """
            .formatted(number, paidAt, CODE);
    Answer first = trade(EdgeStand.KEY, json);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.text("id")).isEqualTo("1900000109:" + number);
    assertThat(trade(EdgeStand.KEY, json).status()).isEqualTo(200);
    Answer other = trade(EdgeStand.KEY, json.replace("990", "991"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("code")).isEqualTo("trade_number_reused");
    assertThat(trade(EdgeStand.KEY, json.replace("S17-42", "S17-43")).status()).isEqualTo(409);
    assertThat(trade(EdgeStand.OTHER_DEVICE_KEY, json).status()).isEqualTo(409);

    List<TradeTold> facts =
        EDGE.log.facts(TradeTold.class).stream()
            .filter(fact -> fact.trade().equals(trade(number)))
            .toList();
    assertThat(facts).hasSize(1);
    TradeTold fact = facts.getFirst();
    assertThat(fact.paidAt()).isEqualTo(paidAt);
    assertThat(fact.numbers()).isEqualTo(new TradeNumbers("S17-42", "4200000042"));
    assertThat(FactFields.write(fact).toString()).doesNotContain(CODE);
    assertThat(
            EdgeStand.sealer()
                .open(Purpose.AUTH_CODE, fact.trade().id().toString(), fact.authCode()))
        .isEqualTo(CODE);
    try (EdgeStand restarted = new EdgeStand(EDGE.log)) {
      assertThat(
              EdgeStand.send(
                      restarted
                          .to("/v1/trades")
                          .header("Content-Type", "application/json")
                          .POST(BodyPublishers.ofString(json.replace("990", "992")))
                          .build())
                  .status())
          .as("remembered from the log")
          .isEqualTo(409);
    }
  }

  @Test
  void a_number_of_our_own_payments_is_no_trade_from_elsewhere() {
    String number = "P" + NUMBERS.incrementAndGet();
    EDGE.pay(EdgeStand.order(number), 0);
    String json =
        "{\"out_trade_no\": \"%s\", \"total_fee\": 1280, \"paid_at\": \"%s\"}"
            .formatted(number, Instant.now());
    assertThat(trade(EdgeStand.KEY, json).text("code")).isEqualTo("trade_number_reused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"out_trade_no\": \"T 1\", \"total_fee\": 1, \"paid_at\": \"2026-11-22T10:30:00Z\"}",
        "{\"out_trade_no\": \"T1\", \"total_fee\": 1, \"paid_at\": \"2026-11-22T10:30:00Z\","
            + " \"order_no\": \"no spaces\"}",
        "{\"out_trade_no\": \"T1\", \"total_fee\": 1, \"paid_at\": \"2026-11-22T10:30:00Z\","
            + " \"transaction_id\": \"42-\"}",
        "{\"out_trade_no\": \"T1\", \"total_fee\": 0, \"paid_at\": \"2026-11-22T10:30:00Z\"}",
        "{\"out_trade_no\": \"T1\", \"total_fee\": 1, \"paid_at\": \"yesterday\"}",
        "{\"out_trade_no\": \"T1\", \"total_fee\": 1, \"paid_at\": \"2020-01-01T00:00:00Z\"}",
        "{\"out_trade_no\": \"T1\", \"total_fee\": 1, \"paid_at\": \"2099-01-01T00:00:00Z\"}"
      })
  void a_bad_trade_is_refused_with_what_is_wrong(String json) {
    Answer answer = trade(EdgeStand.KEY, json);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("invalid_request");
  }

  @Test
  void a_told_trade_that_the_log_did_not_take_is_taken_when_it_is_repeated() {
    String number = "T" + NUMBERS.incrementAndGet();
    String json =
        "{\"out_trade_no\": \"%s\", \"total_fee\": 1, \"paid_at\": \"%s\"}"
            .formatted(number, Instant.now());
    EDGE.log.broker(MemoryLog.Broker.DOWN);
    assertThat(trade(EdgeStand.KEY, json).status()).isEqualTo(503);
    EDGE.log.broker(MemoryLog.Broker.UP);
    assertThat(trade(EdgeStand.KEY, json).status()).isEqualTo(200);
    assertThat(EDGE.log.facts(TradeTold.class))
        .filteredOn(fact -> fact.trade().equals(trade(number)))
        .hasSize(1);
  }
}
