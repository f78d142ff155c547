package dev.facepay.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What clients get wrong, one by one, and that each is told what it was. */
@Tag("real")
class BadRequestsTest {

  private static final EdgeStand EDGE = new EdgeStand();

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  @BeforeEach
  void other_stages_are_silent() {
    EDGE.log.play(fact -> List.of());
  }

  private static String faults(Answer answer) {
    List<String> faults = new ArrayList<>();
    for (JsonNode error : answer.json().path("errors")) {
      assertThat(error.path("detail").asString()).isNotBlank();
      faults.add(error.path("field").asString() + " " + error.path("code").asString());
    }
    return String.join(", ", faults);
  }

  private static void isExplained(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.header("Request-Id")).isEqualTo(answer.text("request_id"));
    boolean isTheClientsFault = status < 500 && status != 404 && status != 409 && status != 429;
    assertThat(answer.json().path("retryable").booleanValue() && isTheClientsFault).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          null values       | {"order_no": null, "total_fee": null} | order_no null, total_fee null
          text for a number | {"total_fee": "1280"}      | total_fee wrong_type
          a fraction        | {"total_fee": 12.80}       | total_fee wrong_type
          whole, as one     | {"total_fee": 1280.0}      | total_fee wrong_type
          negative          | {"total_fee": -1}          | total_fee out_of_range
          zero              | {"total_fee": 0}           | total_fee out_of_range
          huge              | {"total_fee": 99999999999999999999} | total_fee out_of_range
          exponent          | {"total_fee": 1e3}         | total_fee wrong_type
          other letters     | {"order_no": "订单"}        | order_no invalid
          emoji             | {"body": "Tea 🍵"}          | body invalid
          control           | {"body": "a\\u0007"}       | body invalid
          blank             | {"body": " "}              | body invalid
          unknown field     | {"amonut": 1}              | amonut unknown
          other currency    | {"currency": "USD"}        | currency unknown
          unknown channel   | {"channel": "till"}        | channel invalid
          short code        | {"auth_code": "1345"}      | auth_code invalid
          code as a number  | {"auth_code": 134567890123456789} | auth_code wrong_type
          attempt 0         | {"attempt": 0}             | attempt out_of_range
          several           | {"order_no": "", "auth_code": "1", "total_fee": 0} | auth_code invalid, order_no invalid, total_fee out_of_range
          no object         | {"detail": "[]"}           | detail invalid
          no time           | {"time_expire": "soon"}    | time_expire invalid
          too far           | {"time_expire": "9999-06-01T00:00:00Z"} | time_expire out_of_range
          """)
  void a_field(String what, String change, String told) {
    ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(EdgeStand.order("bad-1"));
    body.setAll((ObjectNode) JsonMapper.shared().readTree(change));

    Answer answer = EDGE.pay(body.toString());

    isExplained(answer, 400, "invalid_request");
    assertThat(faults(answer).split(", "))
        .as(answer.text())
        .containsExactlyInAnyOrder(told.split(", "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing in it      | POST   | /v1/payments          | {}  | 400 | order_no missing, auth_code missing, total_fee missing, body missing, channel missing
          one of all         | DELETE | /v1/payments          |     | 405 | method_not_allowed
          put                | PUT    | /v1/payments          | {}  | 405 | method_not_allowed
          delete one         | DELETE | /v1/payments/1900000109:A1 |  | 405 | method_not_allowed
          unknown payment    | GET    | /v1/payments/1900000109:none |  | 404 | payment_not_known
          malformed id       | GET    | /v1/payments/none     |     | 400 | id invalid
          malformed id       | POST   | /v1/payments/none/cancel | {} | 400 | id invalid
          another merchant's | GET    | /v1/payments/1900000999:A1 | | 404 | payment_not_known
          cancel unknown     | POST   | /v1/payments/1900000109:none/cancel | {} | 404 | payment_not_known
          unknown address    | GET    | /v1/paymets           |     | 404 | not_found
          unknown name       | GET    | /v1/payments?limt=5   |     | 400 | limt unknown
          out of bounds      | GET    | /v1/payments?limit=5000 |   | 400 | limit out_of_range
          empty rawdata      | POST   | /v1/auth              | {"rawdata": ""} | 400 | rawdata invalid
          enrol without code | POST   | /v1/devices/enroll    | {}  | 400 | code missing
          matrix parameter   | GET    | /v1/payments;limit=5  |     | 400 | bad_request
          matrix parameter   | GET    | /v1/payments/1900000109:A1;v=1 | | 400 | bad_request
          matrix parameter   | GET    | /docs;v=1             |     | 400 | bad_request
          matrix parameter   | POST   | /v1;x=1/payments/1900000109:A1/cancel | {} | 400 | bad_request
          refund of nothing  | POST   | /v1/payments/1900000109:none/refunds | {} | 400 | refund_no missing, amount_fen missing, reason missing
          """)
  void an_address(String what, String method, String path, String body, int status, String told) {
    Answer answer =
        EdgeStand.send(
            EDGE.to(path)
                .header("Content-Type", "application/json")
                .method(
                    method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());

    boolean isField = told.contains(" ");
    isExplained(answer, status, isField ? "invalid_request" : told);
    assertThat(faults(answer)).isEqualTo(isField ? told : "");
    if (status == 405) {
      assertThat(answer.header("Allow")).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no type | application/octet-stream | 415 | unsupported_media_type
          a form  | application/x-www-form-urlencoded | 415 | unsupported_media_type
          xml     | text/xml                 | 415 | unsupported_media_type
          latin 1 | application/json;charset=iso-8859-1 | 415 | unsupported_media_type
          utf-16  | application/json; charset="UTF-16" | 415 | unsupported_media_type
          unheard | application/json;charset=x | 415 | unsupported_media_type
          """)
  void a_type_of_body(String what, String type, int status, String code) {
    Answer answer =
        EdgeStand.send(
            EDGE.to("/v1/payments")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(EdgeStand.order("bad-2")))
                .build());

    isExplained(answer, status, code);
    assertThat(answer.header("Accept")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity, gzip", "br", "x"})
  void a_body_that_is_said_to_be_packed(String coding) {
    Answer answer = encoded("application/json", coding, "packed-1", UTF_8);

    isExplained(answer, 415, "unsupported_media_type");
    assertThat(answer.header("Accept")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void a_body_in_another_charset(String charset) {
    Answer answer = encoded("application/json", "identity", "wide-1", Charset.forName(charset));

    isExplained(answer, 400, "malformed_json");
    assertThat(answer.text("detail")).isEqualTo("the body is not UTF-8");
  }

  @Test
  void what_says_that_it_is_plain_is() {
    Answer answer = encoded("application/json;charset=utf-8", "Identity", "plain-1", UTF_8);

    assertThat(answer.status()).isEqualTo(202);
  }

  private static Answer encoded(String type, String coding, String order, Charset charset) {
    return EdgeStand.send(
        EDGE.to("/v1/payments")
            .headers("Content-Type", type, "Content-Encoding", coding, "Prefer", "wait=0")
            .POST(BodyPublishers.ofString(EdgeStand.order(order), charset))
            .build());
  }

  /** What a client may well send is taken for what it says, and harms nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          If-None-Match | nonsense
          Prefer        | wait=soon
          Prefer        | wait=0
          Last-Event-ID | nonsense
          Accept        | application/xml
          """)
  void an_odd_header_is_no_fault(String header, String value) {
    EDGE.pay(EdgeStand.order("odd-1"), 0);

    Answer answer =
        EdgeStand.send(EDGE.to("/v1/payments/1900000109:odd-1").header(header, value).build());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("order_no")).isEqualTo("odd-1");
  }
}
