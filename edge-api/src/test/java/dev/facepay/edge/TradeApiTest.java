package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.runtime.seal.Sealer.CannotOpen;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trades paid elsewhere that devices tell of. */
@Tag("real")
class TradeApiTest extends ReportApiStand {

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
        edge.log.facts(TradeTold.class).stream()
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
    try (EdgeStand restarted = new EdgeStand(edge.log)) {
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
    edge.pay(EdgeStand.order(number), 0);
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
    edge.log.broker(MemoryLog.Broker.DOWN);
    assertThat(trade(EdgeStand.KEY, json).status()).isEqualTo(503);
    edge.log.broker(MemoryLog.Broker.UP);
    assertThat(trade(EdgeStand.KEY, json).status()).isEqualTo(200);
    assertThat(edge.log.facts(TradeTold.class))
        .filteredOn(fact -> fact.trade().equals(trade(number)))
        .hasSize(1);
  }
}
