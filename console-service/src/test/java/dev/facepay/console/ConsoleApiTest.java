package dev.facepay.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Stage;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.UnknownReason;
import dev.facepay.testkit.Fixtures;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("real")
class ConsoleApiTest {

  private static ConsoleStand stand;

  @BeforeAll
  static void publish_some_payments() throws Exception {
    stand = new ConsoleStand();
    PaymentRef stuck = Fixtures.payment("STUCK", 1, 500);
    stand.publish(
        Fixtures.requested(),
        Fixtures.unknown(UnknownReason.NO_ANSWER),
        Fixtures.paid(Fixtures.payment(), Stage.QUERY),
        Fixtures.requested(stuck),
        Fixtures.unknown(stuck, UnknownReason.NO_ANSWER),
        Fixtures.reverseNeeded(stuck),
        new AttentionNeeded(
            stuck,
            Stage.REVERSE,
            AttentionReason.REVERSE_REFUSED,
            "NO_CERTIFICATE",
            "no certificate",
            Fixtures.T0.plusSeconds(60)));
    stand.until("/v1/totals?group_by=merchant", a -> a.text().contains("\"payments\":2"));
    stand.until("/v1/attention", a -> a.text().contains("STUCK"));
    stand.until("/v1/search?q=20261122S017D03000042", a -> a.text().contains("succeeded"));
  }

  @AfterAll
  static void close() {
    stand.close();
  }

  @Test
  void a_payment_is_found_by_any_number_with_all_that_happened() {
    JsonNode found =
        stand.get("/v1/search?q=4200000000202611220000000001").json().path("payments").path(0);
    assertThat(found.path("id").asString()).isEqualTo("1900000109:20261122S017D03000042");
    JsonNode payment = stand.get("/v1/payments/" + found.path("id").asString()).json();
    assertThat(payment).isEqualTo(found);
    assertThat(payment.path("state").asString()).isEqualTo("succeeded");
    assertThat(payment.path("requested_at").asString()).isEqualTo("2026-11-22T02:00:00.000Z");
    assertThat(payment.path("timeline")).hasSize(3);
    JsonNode unknown = payment.path("timeline").path(1);
    assertThat(unknown.path("by").asString()).isEqualTo("pay");
    assertThat(unknown.path("took_ms").asLong()).isEqualTo(300);
    assertThat(unknown.path("details").path("reason").asString()).isEqualTo("no_answer");
  }

  @Test
  void what_needs_a_person_is_listed_with_its_reason() {
    JsonNode stuck = stand.get("/v1/attention").json().path("payments").path(0);
    assertThat(stuck.path("order_no").asString()).isEqualTo("STUCK");
    assertThat(stuck.path("attention").path(0).asString()).isEqualTo("reverse_refused");
    assertThat(stand.get("/v1/payments?open=true&store_id=S017").text()).contains("STUCK");
    assertThat(stand.get("/v1/payments?open=true&store_id=S018").text()).doesNotContain("STUCK");
    assertThat(stand.get("/v1/payments?state=failed").json().path("payments")).isEmpty();
    assertThat(
            stand
                .get("/v1/payments?from=2026-11-22T02:00:01Z&to=2026-11-23T00:00:00Z")
                .json()
                .path("payments"))
        .isEmpty();
  }

  @Test
  void a_list_goes_on_with_its_cursor() {
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      JsonNode part = stand.get("/v1/payments?limit=1&order=oldest" + next).json();
      seen.add(part.path("payments").path(0).path("order_no").asString());
      next = part.has("next_cursor") ? "&cursor=" + part.path("next_cursor").asString() : "";
    } while (!next.isEmpty());
    assertThat(seen).contains("STUCK", "20261122S017D03000042").doesNotHaveDuplicates();
  }

  @Test
  void a_list_is_counted_and_comes_as_a_file() {
    JsonNode counted = stand.get("/v1/payments?number=STU&count=true").json();
    assertThat(counted.path("count").asLong()).isEqualTo(1);
    assertThat(counted.path("count_is_more").asBoolean()).isFalse();
    ConsoleStand.Answer csv = stand.get("/v1/payments?number=CK&from_fen=500&format=csv");
    assertThat(csv.type()).startsWith("text/csv");
    assertThat(csv.text())
        .startsWith("id,merchant_id,")
        .contains("\r\n1900000109:STUCK,1900000109,S017,D03,STUCK,1,STUCK,,face,500,reversing,");
    assertThat(csv.text().lines()).hasSize(2);
  }

  @Test
  void totals_come_as_json_and_as_a_file() {
    JsonNode sums = stand.get("/v1/totals?group_by=store,state&from_day=2026-11-22").json();
    assertThat(sums.path("rows")).hasSize(2);
    assertThat(sums.path("zone").asString()).isEqualTo("+08:00");
    ConsoleStand.Answer csv = stand.get("/v1/totals?group_by=day,state&format=csv");
    assertThat(csv.type()).startsWith("text/csv");
    assertThat(csv.text())
        .isEqualTo(
            """
            day,state,payments,amount_fen\r
            2026-11-22,reversing,1,500\r
            2026-11-22,succeeded,1,1280\r
            """);
    assertThat(stand.get("/v1/totals?group_by=state&format=csv&coupons=true").text())
        .isEqualTo(
            """
            state,payments,amount_fen,settled_fen,cash_fen,coupon_fen\r
            reversing,1,500,0,0,0\r
            succeeded,1,1280,1280,1280,0\r
            """);
    assertThat(stand.get("/v1/stores?days=92").status()).isEqualTo(200);
    assertThat(stand.get("/v1/devices").status()).isEqualTo(200);
  }

  @Test
  void the_pace_comes_as_json_and_as_a_file() {
    String hours = "/v1/pace?step=hour&from=2026-11-22T01:30:00Z&to=2026-11-22T03:00:00Z";
    JsonNode course = stand.get(hours).json();
    assertThat(course.path("from").asString()).isEqualTo("2026-11-22T01:00:00.000Z");
    assertThat(course.path("rows")).hasSize(2);
    assertThat(course.path("all").path("unknown").asLong()).isEqualTo(2);
    assertThat(stand.get(hours + "&format=csv").text())
        .as("another test's payment may be open too")
        .matches(
            """
            at,payments,succeeded,failed,reversed,open,unknown,success_ratio,paid_fen,refunds,refunded_fen,net_fen,p50_ms,p95_ms\r
            2026-11-22T01:00:00.000Z,0,0,0,0,0,0,,0,0,0,0,,\r
            2026-11-22T02:00:00.000Z,[23],1,0,0,[12],2,1.0000,1280,0,0,1280,%s,%s\r
            """
                .formatted(
                    course.path("all").path("p50_ms").asLong(),
                    course.path("all").path("p95_ms").asLong()));
    assertThat(stand.get("/v1/pace").json().path("rows").size()).isBetween(120, 121);
  }

  @Test
  void a_device_that_is_alive_shows_when_it_was_last_heard() throws Exception {
    DeviceRef device =
        new DeviceRef(
            new DeviceId("D09"),
            new StoreId("S009"),
            new StoreName("Shop 9"),
            Fixtures.MERCHANT,
            null);
    Instant heard = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    stand.publish(
        new DeviceSeen(device, "2.11.0", null, heard),
        new DeviceSeen(device, "2.11.0", null, heard.minusSeconds(60)));
    JsonNode rows = stand.until("/v1/devices", a -> a.text().contains("D09")).json().path("rows");
    JsonNode row =
        rows.valueStream()
            .filter(r -> r.path("device_id").asString().equals("D09"))
            .findFirst()
            .orElseThrow();
    assertThat(Instant.parse(row.path("seen_at").asString())).isEqualTo(heard);
    assertThat(row.path("payments").asLong()).isZero();
    assertThat(stand.get("/v1/stores").text()).contains("S009", row.path("seen_at").asString());
  }

  @Test
  void the_console_comes_to_anybody_and_takes_nothing_from_elsewhere() throws Exception {
    for (String path : List.of("/", "/console/app.js", "/console/text/zh.json")) {
      HttpResponse<String> file =
          stand
              .client()
              .send(
                  stand.to(path, "none").build(),
                  HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      assertThat(file.statusCode()).as(path).isEqualTo(200);
      assertThat(file.headers().firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .startsWith("default-src 'self'")
          .doesNotContain("unsafe");
      assertThat(file.headers().firstValue("Cache-Control")).as(path).contains("no-store");
    }
    assertThat(stand.get("/console/nothing.js").json().path("code").asString())
        .isEqualTo("not_found");
  }

  @Test
  void who_has_no_key_or_not_its_scope_stays_outside() {
    assertThat(ConsoleStand.send(stand.to("/v1/attention", "wrong").build()).status())
        .isEqualTo(401);
    ConsoleStand.Answer reader = act(ConsoleStand.READER, "resolve", "1900000109:STUCK", "why");
    assertThat(reader.status()).isEqualTo(403);
    assertThat(reader.text()).contains("payments:act");
  }

  @Test
  void an_act_is_refused_with_the_reason() {
    assertThat(act(ConsoleStand.ACTOR, "resolve", "1900000109:NONE", "why").text())
        .contains("payment_not_found");
    assertThat(act(ConsoleStand.ACTOR, "resolve", "1900000109:20261122S017D03000042", "why").text())
        .contains("already_settled");
    assertThat(act(ConsoleStand.ACTOR, "retry", "1900000109:STUCK", " ").text())
        .contains("invalid_request");
  }

  @Test
  void a_retry_is_in_the_timeline_with_who_and_why() {
    assertThat(act(ConsoleStand.ACTOR, "retry", "1900000109:STUCK", "certificate mended").status())
        .isEqualTo(202);
    JsonNode payment =
        stand
            .until("/v1/payments/1900000109:STUCK", a -> a.text().contains("act-requested"))
            .json();
    JsonNode act =
        payment
            .path("timeline")
            .valueStream()
            .filter(e -> e.path("type").asString().equals("payment.act-requested"))
            .findFirst()
            .orElseThrow();
    assertThat(act.path("by").asString()).isEqualTo("person");
    assertThat(act.path("details").path("who").asString()).isEqualTo("alice");
    assertThat(act.path("details").path("why").asString()).isEqualTo("certificate mended");
  }

  @Test
  void what_is_wrong_is_a_problem() {
    for (String path :
        List.of(
            "/v1/payments?state=strange",
            "/v1/payments?limit=0",
            "/v1/payments?from=yesterday",
            "/v1/payments?from=-999999999-01-01T00:00:00Z",
            "/v1/payments?to=%2B999999999-12-31T00:00:00Z",
            "/v1/payments?cursor=x",
            "/v1/payments?before=x",
            "/v1/payments?format=pdf",
            "/v1/payments?from_fen=much",
            "/v1/payments?number=",
            "/v1/totals?group_by=weather",
            "/v1/pace?step=day",
            "/v1/pace?format=pdf",
            "/v1/pace?from=2026-11-22T02:00:00Z&to=2026-11-22T02:00:00Z",
            "/v1/pace?from=2026-11-22T02:00:00Z&to=2026-11-23T02:01:00Z",
            "/v1/pace?from=-999999999-01-01T00:00:00Z",
            "/v1/totals?format=pdf",
            "/v1/stores?days=0",
            "/v1/search?q=")) {
      ConsoleStand.Answer answer = stand.get(path);
      assertThat(answer.status()).as(path).isEqualTo(400);
      assertThat(answer.type()).as(path).startsWith("application/problem+json");
      assertThat(answer.json().path("code").asString()).isEqualTo("invalid_request");
    }
    assertThat(stand.get("/v1/nothing").json().path("code").asString()).isEqualTo("not_found");
  }

  @Test
  void changes_are_streamed_when_the_read_side_says_them() throws Exception {
    HttpResponse<InputStream> stream =
        stand
            .client()
            .send(
                stand.to("/v1/events", ConsoleStand.READER).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("event: ready");
      stand.publish(Fixtures.requested(Fixtures.payment("STREAMED", 1)));
      // What other tests have done may come before it.
      String line = lines.readLine();
      while (line != null && !line.startsWith("data: {\"id\":\"1900000109:STREAMED\"")) {
        line = lines.readLine();
      }
      assertThat(line).contains("\"state\":\"requested\"");
    }
  }

  @Test
  void what_is_open_is_counted() {
    ConsoleStand.Answer metrics =
        stand.metrics(a -> a.text().contains("facepay_report_open{state=\"reversing\"} 1.0"));
    assertThat(metrics.text())
        .contains("facepay_report_folded_total")
        .contains("facepay_report_documents")
        .contains("facepay_report_lag_age_seconds");
  }

  private static ConsoleStand.Answer act(String key, String act, String id, String why) {
    return ConsoleStand.send(
        stand
            .to("/v1/payments/" + id + "/" + act, key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"why\":\"" + why + "\"}"))
            .build());
  }
}
