package dev.facepay.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** WeChat's bill of a day against our facts, and what people hear of it. */
@Order(2)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class BillJourney {

  private final Stand stand;

  BillJourney(Stand stand) {
    this.stand = stand;
  }

  @AfterEach
  void no_more_bills() {
    stand.gateway().clearBills();
  }

  @AfterAll
  static void all_evidence_agrees(Stand stand) {
    new Collector(stand).judge();
  }

  @Test
  void a_difference_is_told_once_and_closed_by_the_next_bill() throws Exception {
    Sale agrees = paid();
    Sale refunded = paid();
    Sale wrong = paid();
    stand.till().refund(refunded.device(), refunded.paymentId(), "B1", 500);
    Await.until(
        "the refund has ended",
        () -> of("refund.succeeded.v1", "payment_id", refunded.paymentId()),
        found -> !found.isEmpty());
    LocalDate day = paidOn(wrong);
    String merchant = wrong.device().merchant();

    stand.gateway().bill("OTHER_AMOUNT", merchant, day, wrong.outTradeNo());
    stand.gateway().bill("EARLY", merchant, day, null);
    LoggedFact told =
        Await.until(
                "the difference is told",
                () -> of("bill.difference-found.v1", wrong),
                found -> !found.isEmpty())
            .getFirst();
    assertThat(told.text("kind")).isEqualTo("amount");
    assertThat(told.value().path("ours_fen").asLong()).isEqualTo(1280);
    assertThat(told.value().path("theirs_fen").asLong()).isEqualTo(1281);
    assertThat(told.text("gateway")).as("WeChat was asked").isEqualTo("SUCCESS");

    Await.until(
        "the next bill explains it",
        () -> of("bill.difference-explained.v1", wrong),
        found -> !found.isEmpty());
    Await.until(
        "both bills were compared",
        () -> of("bill.day-reconciled.v1", "merchant_id", merchant),
        found -> found.stream().filter(it -> it.text("day").equals(day.toString())).count() >= 2);
    assertThat(of("bill.difference-found.v1", wrong)).hasSize(1);
    assertThat(of("bill.difference-explained.v1", wrong)).hasSize(1);
    assertThat(of("bill.difference-found.v1", agrees)).isEmpty();
    assertThat(of("bill.difference-found.v1", refunded)).isEmpty();
    hasBooks(merchant, day, refunded);
  }

  /** What people fetch: the payment, and what of it went back. */
  private void hasBooks(String merchant, LocalDate day, Sale refunded) throws Exception {
    Path books =
        stand
            .system()
            .dataDir()
            .resolve("bills")
            .resolve(merchant)
            .resolve(day.toString())
            .resolve("books-%s-%s.csv".formatted(merchant, day));
    List<String> rows =
        Files.readAllLines(books).stream()
            .filter(row -> row.contains("," + refunded.outTradeNo() + ","))
            .toList();
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst()).contains(",payment,").contains(",12.80,0.00,0.00,");
    assertThat(rows.getLast())
        .contains(",refund,")
        .contains("," + refunded.outTradeNo() + "@B1,")
        .contains(",0.00,0.00,5.00,");
  }

  private Sale paid() {
    Sale sale = stand.sale();
    sale.begin();
    assertThat(sale.endsAs("SUCCEEDED").paid()).isTrue();
    return sale;
  }

  private LocalDate paidOn(Sale sale) {
    LoggedFact fact = of("payment.succeeded.v1", "payment_id", sale.paymentId()).getFirst();
    return Instant.parse(fact.text("paid_at")).atOffset(ZoneOffset.ofHours(8)).toLocalDate();
  }

  private List<LoggedFact> of(String type, Sale sale) {
    return of(type, "out_trade_no", sale.outTradeNo());
  }

  private List<LoggedFact> of(String type, String field, String value) {
    return stand.log().soFar().stream()
        .filter(fact -> fact.type().equals(type) && fact.text(field).equals(value))
        .toList();
  }
}
