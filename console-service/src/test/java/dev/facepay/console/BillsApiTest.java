package dev.facepay.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.BillFact.BillTaken;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.Difference;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.BillKind;
import dev.facepay.payment.DifferenceKind;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Stage;
import dev.facepay.payment.StoreId;
import dev.facepay.testkit.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Bills and what differs from them, from the real log to HTTP. */
@Tag("real")
class BillsApiTest {

  private static final MerchantId MERCHANT = new MerchantId("1900000109");
  private static final LocalDate DAY = LocalDate.of(2026, 10, 4);
  private static final Instant FOUND = Instant.parse("2026-10-05T02:01:00Z");
  private static final Instant LATER = FOUND.plusSeconds(21_600);
  private static final PaymentRef SOLD = Fixtures.payment("SOLD", 1, 1280);

  private static ConsoleStand stand;

  @TempDir private static Path bills;

  @BeforeAll
  static void begin() {
    stand = new ConsoleStand("--facepay.reconcile.dir=" + bills);
  }

  @AfterAll
  static void end() {
    stand.close();
  }

  private static Difference difference(DifferenceKind kind, String number) {
    return new Difference(kind, number, null, FOUND);
  }

  private static DifferenceFound found(Difference difference) {
    return new DifferenceFound(
        MERCHANT,
        DAY,
        difference,
        new StoreId("S017"),
        null,
        "paid at " + FOUND,
        "",
        1280L,
        null,
        "SUCCESS");
  }

  private static DayReconciled compared(long open, Instant at) {
    return new DayReconciled(MERCHANT, DAY, 6, open, 6330, 300, 1590, 27, 4413, "a".repeat(64), at);
  }

  @Test
  void a_difference_is_an_alarm_until_a_later_bill_explains_it() throws Exception {
    Difference late = difference(DifferenceKind.MISSING_THERE, "LATE");
    Difference odd = difference(DifferenceKind.AMOUNT, "ODD");
    stand.publish(
        new BillTaken(MERCHANT, DAY, BillKind.TRADES, "a".repeat(64), 1024, 6, 0, FOUND),
        new BillTaken(MERCHANT, DAY, BillKind.FUNDS, "b".repeat(64), 1024, 6, 9, FOUND),
        found(late),
        found(odd),
        compared(2, FOUND));
    String bills = "/v1/bills?from_day=2026-10-01&to_day=2026-10-31";
    stand.until(bills, a -> a.text().contains("\"differences\""));
    JsonNode alarms = stand.until("/v1/attention", a -> a.text().contains("ODD")).json();
    JsonNode alarm = alarms.path("differences").path(1);
    assertThat(alarm.path("kind").asString()).isEqualTo("missing_there");
    assertThat(alarm.path("attention_since").asString()).isEqualTo(FOUND.toString());
    assertThat(alarm.path("ours_fen").asLong()).isEqualTo(1280);
    assertThat(alarm.has("theirs_fen")).isFalse();
    String next = stand.get("/v1/attention?limit=1").json().path("next_cursor").asString();
    assertThat(stand.get("/v1/attention?limit=1&cursor=" + next).text())
        .contains("LATE")
        .doesNotContain("ODD");

    stand.publish(new DifferenceExplained(MERCHANT, DAY, late, LATER), compared(1, LATER));
    stand.until("/v1/attention", a -> !a.text().contains("LATE"));
    assertThat(stand.get("/v1/differences?day=2026-10-04").text())
        .contains("ODD")
        .doesNotContain("LATE");
    JsonNode all = stand.get("/v1/differences?open=false&limit=1&merchant_id=1900000109").json();
    assertThat(all.path("next_cursor").asString()).isNotEmpty();
    assertThat(stand.get("/v1/differences?open=false").text())
        .contains("\"explained_at\":\"" + LATER + "\"");
    assertThat(stand.get("/v1/differences?store_id=S018").json().path("differences")).isEmpty();

    JsonNode bill =
        stand.until(bills, a -> a.text().contains(LATER.toString())).json().path("rows").path(0);
    assertThat(bill.path("state").asString()).isEqualTo("differences");
    assertThat(bill.path("compared").path("net_fen").asLong()).isEqualTo(4413);
    assertThat(bill.path("compared").path("open").asLong()).isEqualTo(1);
  }

  @Test
  void a_day_with_sales_and_without_a_bill_is_missing() throws Exception {
    stand.publish(Fixtures.requested(SOLD), Fixtures.paid(SOLD, Stage.PAY));
    String day =
        stand
            .until(
                "/v1/payments/1900000109:SOLD",
                a -> a.status() == 200 && a.text().contains("\"succeeded\""))
            .json()
            .path("day")
            .asString();
    String path = "/v1/bills?from_day=%s&to_day=%s".formatted(day, day);
    JsonNode bill = stand.get(path).json().path("rows").path(0);
    assertThat(bill.path("merchant_id").asString()).isEqualTo("1900000109");
    assertThat(bill.path("state").asString()).isIn("missing", "waiting");
    assertThat(bill.has("compared")).isFalse();
  }

  @Test
  void what_cannot_be_asked_for_is_refused() {
    for (String wrong :
        new String[] {
          "/v1/bills?from_day=2026-01-01&to_day=2026-12-31",
          "/v1/bills?from_day=2026-01-02&to_day=2026-01-01",
          "/v1/bills?from_day=yesterday",
          "/v1/differences?limit=0",
          "/v1/differences?cursor=!"
        }) {
      assertThat(stand.get(wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(stand.get("/v1/bills?from_day=2026-01-01&to_day=2026-04-02").status())
        .isEqualTo(200);
  }

  @Test
  void the_books_are_handed_out_as_they_are_to_operators_who_may_read() throws Exception {
    String path = "/v1/bills/1900000109/2026-10-04/books.csv";
    assertThat(stand.get(path).json().path("code").asString()).isEqualTo("books_not_found");
    Path day = Files.createDirectories(bills.resolve("1900000109").resolve("2026-10-04"));
    String books = "\uFEFFday,row\r\n" + "2026-10-04,payment\r\n".repeat(100_000);
    Files.writeString(day.resolve("books-1900000109-2026-10-04.csv"), books);

    ConsoleStand.Answer answer = stand.get(path);
    assertThat(answer.type()).isEqualTo("text/csv;charset=UTF-8");
    assertThat(answer.text().equals(books)).as("byte by byte").isTrue();
    assertThat(ConsoleStand.send(stand.to(path, "nobody's-key-0123456789").build()).status())
        .isEqualTo(401);
    for (String wrong :
        List.of(
            "/v1/bills/..%2F1900000109/2026-10-04/books.csv",
            "/v1/bills/19@/2026-10-04/books.csv", "/v1/bills/1900000109/today/books.csv")) {
      assertThat(stand.get(wrong).status()).as(wrong).isEqualTo(400);
    }
  }
}
