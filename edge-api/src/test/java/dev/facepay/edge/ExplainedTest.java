package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.PaymentFact.Requested;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused is explained: to the person who mends a client, and to whoever reads the log. */
@Tag("real")
class ExplainedTest {

  private static final EdgeStand EDGE = new EdgeStand();
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  @BeforeEach
  void other_stages_are_silent() {
    EDGE.log.play(fact -> List.of());
  }

  private static Answer pay(String body) {
    return pay(body, "Accept", "application/json");
  }

  private static Answer pay(String body, String header, String value) {
    return EdgeStand.send(
        EDGE.to("/v1/payments")
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=0")
            .header(header, value)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          ``                          ~ the body is empty
          []                          ~ the body is not a JSON object
          not json                    ~ the body is not JSON, at line 1 column 1
          {"order_no": "A             ~ the body ends before its JSON does, at line 1 column
          {"body": "a", "body": "b"}  ~ the body has a field twice, at line 1 column
          {} {}                       ~ the body goes on behind its JSON object, at line 1 column
          {"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}} ~ the body is nested too deeply: 8 levels are the most
          """)
  void a_body_that_can_t_be_read_is_told_its_own_cause(String body, String words) {
    Answer answer = pay(body);

    assertThat(answer.text("code")).isEqualTo("malformed_json");
    assertThat(answer.text("detail")).startsWith(words);
  }

  @Test
  void a_limit_is_told_by_its_name() {
    for (String number :
        List.of("1".repeat(1001), "-" + "1".repeat(1001), "1." + "1".repeat(1000))) {
      Answer answer = pay("{\"total_fee\": " + number + "}");

      assertThat(answer.text("code")).isEqualTo("malformed_json");
      assertThat(answer.text("detail"))
          .startsWith("the body has a number that is too long: 1000 characters are the most");
    }
    assertThat(pay("{\"total_fee\": " + "1".repeat(1000) + "}").text("code"))
        .isEqualTo("invalid_request");
  }

  @Test
  void a_mark_before_the_body_is_passed_over() {
    assertThat(pay("\uFEFF" + EdgeStand.order("mark-1")).status()).isEqualTo(202);
  }

  @Test
  void a_body_in_another_encoding_is_told_so() {
    Answer answer =
        EdgeStand.send(
            EDGE.to("/v1/payments")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xB5, (byte) 0xEA}))
                .build());

    assertThat(answer.text("detail")).startsWith("the body is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          "total_fee": null       ~ total_fee null must have a value, and null is none
          "attach": null          ~ attach null must not be null: leave it out
          "total_fee": "1280"     ~ total_fee wrong_type must be a whole number from 1 to 100000000
          "total_fee": 12.80      ~ total_fee wrong_type must be a whole number from 1 to 100000000
          "total_fee": 0          ~ total_fee out_of_range must be a whole number from 1 to 100000000
          "auth_code": 134567890123456789 ~ auth_code wrong_type is no JSON string; it must be 18 digits that begin with 10 to 15
          "channel": "till"       ~ channel invalid must be face or code
          "goods_tag": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" ~ goods_tag too_long must be a text of 1 to 32 characters
          "amonut": 1             ~ amonut unknown is not known here: the fields are order_no, auth_code, total_fee, body, channel, attach, attempt, detail, goods_tag, limit_pay, profit_sharing, receipt and time_expire
          """)
  void each_field_has_a_code_and_what_would_be_right(String field, String told) {
    String name = field.substring(0, field.indexOf(':'));
    String order = EdgeStand.order("told-1");
    String body =
        order.contains(name)
            ? order.replaceFirst(name + ": (\"[^\"]*\"|[0-9]+)", field)
            : EdgeStand.order("told-1", ", " + field);

    Answer answer = pay(body);

    assertThat(answer.json().path("errors"))
        .as(answer.text())
        .singleElement()
        .satisfies(
            it ->
                assertThat(
                        it.path("field").asString()
                            + " "
                            + it.path("code").asString()
                            + " "
                            + it.path("detail").asString())
                    .isEqualTo(told));
  }

  @Test
  void a_key_that_is_missing_in_another_form_or_of_nobody_is_told_apart() {
    URI uri = URI.create("http://localhost:" + EDGE.context.getWebServer().getPort() + "/v1/x");
    Map<String, String> told =
        Map.of(
            "", "there is no Authorization header",
            "Basic YTpi", "the scheme of the Authorization header must be Bearer",
            "Bearer ", "there is no key behind Bearer",
            "bearer", "there is no key behind Bearer",
            "Bearer no-key-of-any-device", "this key opens nothing here");
    told.forEach(
        (header, words) -> {
          HttpRequest.Builder request = HttpRequest.newBuilder(uri);
          if (!header.isEmpty()) {
            request.header("Authorization", header);
          }
          Answer answer = EdgeStand.send(request.build());
          assertThat(answer.status()).isEqualTo(401);
          assertThat(answer.text("detail")).as(header).isEqualTo(words);
        });
  }

  @Test
  void an_answer_has_the_ids_that_log_and_facts_have_and_goes_on_with_the_senders_trace() {
    Answer answer =
        pay(EdgeStand.order("trace-1"), "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Trace-Id")).isEqualTo(TRACE);
    assertThat(answer.header("Request-Id")).hasSize(16).isNotEqualTo("00f067aa0ba902b7");

    Answer refused = pay("[]", "traceparent", "no trace");
    assertThat(refused.header("Trace-Id")).hasSize(32).isNotEqualTo(TRACE);
    assertThat(refused.text("trace_id")).isEqualTo(refused.header("Trace-Id"));
    assertThat(refused.text("request_id")).isEqualTo(refused.header("Request-Id"));
  }

  @Test
  void a_key_of_the_clients_own_for_what_is_the_same_begins_nothing() {
    Answer other = pay(EdgeStand.order("key-1"), "Idempotency-Key", "8e03978e-40d5-43dd-bc93");

    assertThat(other.status()).isEqualTo(400);
    assertThat(other.json().path("errors").path(0).path("detail").asString())
        .isEqualTo("must be the out_trade_no, by which a repeat is known, or be left out");
    assertThat(EDGE.log.facts(Requested.class))
        .noneMatch(fact -> fact.payment().orderNo().value().equals("key-1"));
    assertThat(pay(EdgeStand.order("key-1"), "Idempotency-Key", "key-1").status()).isEqualTo(202);
    assertThat(pay(EdgeStand.order("key-1"), "Idempotency-Key", "\"key-1\"").status())
        .isEqualTo(202);
  }

  @Test
  void contract_and_problems_can_be_read_where_there_is_no_other_network() {
    Answer api = EdgeStand.send(EDGE.to("/docs").build());
    assertThat(api.header("Content-Security-Policy"))
        .startsWith("default-src 'self';")
        .doesNotContain("unsafe");
    for (String part : api.text().split("\"", -1)) {
      if (part.startsWith("/")) {
        assertThat(EdgeStand.send(EDGE.to(part).build()).status()).as(part).isEqualTo(200);
      }
    }
    assertThat(EdgeStand.send(EDGE.to("/docs/").build()).header("Location")).isEqualTo("/docs");
    assertThat(EdgeStand.send(EDGE.to("/docs/problems").build()).text())
        .contains("<h2 id=\"attempt_open\">", "<strong>Money</strong>");
  }
}
