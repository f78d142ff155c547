package dev.facepay.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.simulator.merchant.SignType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Bills of a day of its own; the day after it has begun. */
@Isolated("it moves the gateway's clock")
@Tag("real")
class BillOverHttpTest {

  private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

  private final RunningSimulator simulator = RunningSimulator.get();
  private final HttpClient http = HttpClient.newHttpClient();
  private LocalDate day = LocalDate.EPOCH;

  /** Each test has a day that no other has: the last ones of the months before. */
  private static int daysBack = 3;

  @BeforeEach
  void a_day_of_its_own() throws Exception {
    day = LocalDate.ofInstant(Instant.now(), ZONE).minusDays(daysBack++);
    clock(day.atTime(12, 0).toInstant(ZONE));
  }

  @AfterEach
  void now_again() throws Exception {
    simulator.control("DELETE", "/_sim/bill-faults", "");
    simulator.control("POST", "/_sim/clock", "{\"offset_s\":0}");
  }

  @Test
  void a_bill_is_made_from_nine_of_the_next_day() throws Exception {
    String number = simulator.newNumber();
    simulator.pay(number, 6000);
    assertThat(text(bill())).contains("invalid bill_date");
    clock(day.plusDays(1).atTime(8, 59).toInstant(ZONE));
    assertThat(text(bill())).contains("No Bill Exist");
    clock(day.plusDays(1).atTime(9, 0).toInstant(ZONE));
    List<String> lines = text(bill()).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst()).startsWith("\uFEFF交易时间,");
    assertThat(lines.get(1))
        .contains("`" + number + ",")
        .contains("`0.36000,`0.60%,`60.00,`0.00,`");
    assertThat(lines.getLast()).isEqualTo("`1,`60.00,`0.00,`0.00,`0.36000,`60.00,`0.00");
  }

  @Test
  void a_bill_that_is_wanted_early_has_what_there_is_so_far() throws Exception {
    simulator.pay(simulator.newNumber(), 6000);
    fault("EARLY", "");
    assertThat(text(bill()).lines()).hasSize(4);
    simulator.pay(simulator.newNumber(), 100);
    assertThat(text(bill()).lines()).hasSize(5);
    simulator.control("DELETE", "/_sim/bill-faults", "");
    assertThat(text(bill())).contains("invalid bill_date");
  }

  @Test
  void coupons_without_money_behind_them_are_not_settled() throws Exception {
    simulator.pay(simulator.newNumber(), 10_973);
    clock(day.plusDays(1).atTime(10, 0).toInstant(ZONE));
    String text = text(bill());
    assertThat(text).contains("`106.73,`2.00,`0,`0,").contains("`0.64000,`0.60%,`109.73,`0.00,`");
    assertThat(text.strip()).endsWith("`1,`106.73,`0.00,`0.00,`0.64000,`109.73,`0.00");
  }

  @Test
  void what_went_back_has_lines_of_its_own_and_gzip_is_the_same_text() throws Exception {
    String reversed = simulator.newNumber();
    String refunded = simulator.newNumber();
    simulator.pay(reversed, 600);
    simulator.pay(refunded, 1000);
    simulator.reverse(reversed);
    simulator.control(
        "POST",
        "/_sim/refunds",
        "{\"mch_id\":\"%s\",\"out_trade_no\":\"%s\",\"refund_fee\":400}"
            .formatted(RunningSimulator.PLAIN, refunded));
    clock(day.plusDays(1).atTime(10, 0).toInstant(ZONE));
    String text = text(bill());
    assertThat(text).contains("`REVOKED,").contains("`REFUND,");
    assertThat(text.strip()).endsWith("`4,`16.00,`10.00,`0.00,`0.04000,`16.00,`10.00");
    byte[] packed = call("/pay/downloadbill", Map.of("tar_type", "GZIP"), SignType.MD5).body();
    assertThat(
            new String(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), UTF_8))
        .isEqualTo(text);
  }

  @Test
  void the_fund_flow_wants_its_signature_and_has_its_own_totals() throws Exception {
    simulator.pay(simulator.newNumber(), 6000);
    clock(day.plusDays(1).atTime(10, 0).toInstant(ZONE));
    Map<String, String> account = Map.of("account_type", "Basic");
    String path = "/pay/downloadfundflow";
    assertThat(text(call(path, account, SignType.MD5))).contains("PARAM_ERROR");
    assertThat(text(call(path, account, SignType.HMAC_SHA256)).strip())
        .endsWith("`1.0,`1.0,`59.64,`0.0,`0.00");
  }

  @Test
  void faults_spoil_bills_one_after_the_other() throws Exception {
    String number = simulator.newNumber();
    simulator.pay(simulator.newNumber(), 100);
    simulator.pay(number, 100);
    clock(day.plusDays(1).atTime(10, 0).toInstant(ZONE));
    fault("LATE", "");
    fault("ERROR", "");
    fault("NO_TOTALS", "");
    fault("DUPLICATED_LINE", "");
    fault("WRONG_TOTAL", "");
    fault("OMITTED", ",\"out_trade_no\":\"" + number + "\"");
    assertThat(text(bill())).contains("Bill Creating");
    assertThat(text(bill())).contains("SYSTEMERROR").contains("FAIL");
    assertThat(text(bill())).doesNotContain("总交易单数");
    assertThat(text(bill()).lines()).hasSize(6);
    assertThat(text(bill()).strip()).endsWith("`2,`2.01,`0.00,`0.00,`0.02000,`2.01,`0.00");
    assertThat(text(bill())).doesNotContain("`" + number + ",");
    assertThat(text(bill())).contains("`" + number + ",");
  }

  private void fault(String kind, String more) throws Exception {
    String body =
        "{\"fault\":\"%s\",\"mch_id\":\"%s\",\"day\":\"%s\"%s}"
            .formatted(kind, RunningSimulator.PLAIN, day, more);
    assertThat(simulator.control("POST", "/_sim/bill-faults", body).statusCode()).isEqualTo(204);
  }

  private void clock(Instant to) throws Exception {
    simulator.control("POST", "/_sim/clock", "{\"fixed\":\"" + to + "\"}");
  }

  private HttpResponse<byte[]> bill() throws Exception {
    return call("/pay/downloadbill", Map.of("bill_type", "ALL"), SignType.MD5);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  private HttpResponse<byte[]> call(String path, Map<String, String> more, SignType type)
      throws IOException, InterruptedException {
    Map<String, String> fields = simulator.question("x");
    fields.remove("out_trade_no");
    fields.put("bill_date", day.format(DateTimeFormatter.BASIC_ISO_DATE));
    fields.put("sign_type", type.wireName());
    fields.putAll(more);
    fields.put("sign", type.sign(fields, simulator.apiKey(RunningSimulator.PLAIN)));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator.ports.baseUrlA() + path))
            .POST(HttpRequest.BodyPublishers.ofString(FlatXml.write(fields)))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
