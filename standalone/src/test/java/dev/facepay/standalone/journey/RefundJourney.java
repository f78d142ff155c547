package dev.facepay.standalone.journey;

import static dev.facepay.standalone.journey.GatewayControl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.payments.FactLog;
import dev.facepay.standalone.start.Service;
import dev.facepay.testkit.Await;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Money of paid payments that goes back, whole or in parts. */
@Order(2)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class RefundJourney {

  private final Stand stand;

  RefundJourney(Stand stand) {
    this.stand = stand;
  }

  @AfterAll
  static void all_evidence_agrees(Stand stand) {
    new Collector(stand).judge();
  }

  @Test
  void a_whole_payment_goes_back() {
    Sale sale = paid();
    assertThat(ask(sale, "R1", 1280)).isLessThan(300);
    assertThat(end(sale, "R1").type()).isEqualTo("refund.succeeded.v1");
    assertThat(sale.ledger().path("held_fen").asLong()).isZero();
    assertThat(sale.ledger().path("refunds")).hasSize(1);
  }

  @Test
  void parts_go_back_up_to_what_was_paid_and_not_a_fen_more() {
    Sale sale = paid();
    ask(sale, "R1", 1000);
    ask(sale, "R2", 280);
    ask(sale, "R3", 1);
    assertThat(end(sale, "R3").text("reason")).isEqualTo("more_than_paid");
    assertThat(end(sale, "R1").type()).isEqualTo("refund.succeeded.v1");
    assertThat(end(sale, "R2").type()).isEqualTo("refund.succeeded.v1");
    assertThat(sale.ledger().path("held_fen").asLong()).isZero();
    assertThat(sale.ledger().path("refunds")).hasSize(2);
  }

  @Test
  void an_answer_that_is_lost_makes_no_second_refund() {
    Sale sale = paid().meets("refund", step("ANSWER_LOST"));
    ask(sale, "R1", 500);
    assertThat(end(sale, "R1").type()).isEqualTo("refund.succeeded.v1");
    assertThat(sale.ledger().path("held_fen").asLong()).isEqualTo(780);
    assertThat(sale.ledger().path("refunds")).hasSize(1);
  }

  @Test
  void a_request_that_is_lost_is_made_again_with_the_same_number() {
    Sale sale = paid().meets("refund", step("REQUEST_LOST"));
    ask(sale, "R1", 500);
    assertThat(end(sale, "R1").type()).isEqualTo("refund.succeeded.v1");
    assertThat(sale.ledger().path("refunds")).hasSize(1);
    assertThat(sale.ledger().path("refunds").get(0).path("out_refund_no").asString())
        .isEqualTo(sale.outTradeNo() + "@R1");
  }

  @Test
  void a_refund_goes_on_where_its_stage_was_stopped() {
    Sale sale = paid().meets("refund", step("ORDINARY", "delay_ms", 1000));
    ask(sale, "R1", 500);
    stand.system().restart(Service.REFUND);
    assertThat(end(sale, "R1").type()).isEqualTo("refund.succeeded.v1");
    assertThat(sale.ledger().path("refunds")).hasSize(1);
  }

  @Test
  void the_log_tells_of_an_order_with_its_refunds() {
    Sale sale = paid();
    ask(sale, "R1", 500);
    end(sale, "R1");
    FacePayKafka kafka = FacePayKafka.at(stand.system().bootstrapServers(), "show", "");
    assertThat(new FactLog(kafka).of(Set.of(sale.paymentId())))
        .extracting(fact -> fact.type().wire())
        .containsExactly(
            "payment.requested.v1",
            "payment.succeeded.v1",
            "refund.requested.v1",
            "refund.succeeded.v1");
  }

  private Sale paid() {
    Sale sale = stand.sale();
    sale.begin();
    assertThat(sale.endsAs("SUCCEEDED").paid()).isTrue();
    return sale;
  }

  private int ask(Sale sale, String number, long fen) {
    return stand.till().refund(sale.device(), sale.paymentId(), number, fen);
  }

  private LoggedFact end(Sale sale, String number) {
    List<LoggedFact> ends =
        Await.until(
            sale.paymentId() + " has the end of " + number,
            () ->
                stand.log().soFar().stream()
                    .filter(fact -> fact.topic().endsWith("facepay.refund.settled"))
                    .filter(fact -> fact.paymentId().equals(sale.paymentId()))
                    .filter(fact -> fact.text("refund_no").equals(number))
                    .toList(),
            found -> !found.isEmpty());
    JsonNode first = ends.getFirst().value();
    assertThat(ends).allMatch(fact -> fact.value().equals(first));
    return ends.getFirst();
  }
}
