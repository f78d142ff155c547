package dev.facepay.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.device.EdgeDouble.Kind;
import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.Credential;
import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.edge.Enrolled;
import dev.facepay.device.edge.Http;
import dev.facepay.device.edge.PaymentSeen;
import dev.facepay.device.edge.RefundSeen;
import dev.facepay.device.edge.UrlConnectionHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls beside payments, and what is taken for the edge's word. */
@Tag("real")
class EdgeClientTest {

  /** Far beyond what an answer takes on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private EdgeDouble edge;

  @BeforeEach
  void edge() throws IOException {
    edge = new EdgeDouble(new ManualScheduler());
  }

  @AfterEach
  void away() {
    edge.close();
  }

  @Test
  void a_code_is_exchanged_for_a_key_that_no_text_shows() {
    Answer<Enrolled> answer = client(null).enroll("ABCDE-FGHJK");
    Enrolled enrolled = ((Answer.Success<Enrolled>) answer).value();
    assertThat(enrolled.key()).isEqualTo(EdgeDouble.KEY);
    assertThat(enrolled.toString()).doesNotContain(EdgeDouble.KEY);
    assertThat(client(null).enroll("WRONG"))
        .isEqualTo(new Answer.Problem<>(403, "enrolment_refused", false, null));
  }

  @Test
  void the_devices_own_payments_are_read_as_each_alone_is() {
    Http recent =
        ask -> {
          assertThat(ask.path()).isEqualTo("/v1/payments?limit=2");
          return new Http.Reply(
              200,
              Map.of(),
              """
              {"payments": [{"id": "1:A2", "order_no": "A2", "attempt": 1, "state": "PROCESSING",
                "paid": null, "final": false, "next_action": "WAIT", "total_fee": 1280}],
               "is_more": false}
              """);
        };
    Answer<List<PaymentSeen>> answer = new EdgeClient(recent, EdgeDouble.KEY).recent(2);
    assertThat(((Answer.Success<List<PaymentSeen>>) answer).value())
        .singleElement()
        .satisfies(it -> assertThat(it.orderNo()).isEqualTo("A2"));
  }

  @Test
  void a_device_knows_who_it_is_and_gets_a_credential() {
    edge.subMchId = "1900000201";
    DeviceIdentity who = ((Answer.Success<DeviceIdentity>) client(EdgeDouble.KEY).me()).value();
    assertThat(who)
        .isEqualTo(
            new DeviceIdentity(
                "D1", "S1", "Shop 1", EdgeDouble.MERCHANT, "1900000201", "wx1", "wxsub"));
    Answer<Credential> credential = client(EdgeDouble.KEY).credential("raw", Duration.ofSeconds(1));
    assertThat(((Answer.Success<Credential>) credential).value())
        .isEqualTo(new Credential("authinfo-1", 3600, false));
    assertThat(credential.toString()).doesNotContain("authinfo-1");
    assertThat(client(EdgeDouble.KEY).heartbeat("2.22", "1.0")).isInstanceOf(Answer.Success.class);
  }

  @Test
  void a_wrong_key_is_the_edges_word_also_on_a_post() {
    assertThat(client("wrong").me())
        .isEqualTo(new Answer.Problem<>(401, "unauthorized", false, null));
    assertThat(client("wrong").heartbeat("2.22", null))
        .isEqualTo(new Answer.Problem<>(401, "unauthorized", false, null));
  }

  @Test
  void a_portals_page_a_cut_and_no_connection_are_silence() {
    edge.fault("GET /v1/devices/me", Kind.HTML, Kind.ANSWER_LOST, Kind.REQUEST_LOST);
    EdgeClient client = client(EdgeDouble.KEY);
    assertThat(((Answer.Silence<?>) client.me()).mayHaveArrived()).isTrue();
    assertThat(((Answer.Silence<?>) client.me()).mayHaveArrived()).isTrue();
    assertThat(client.me()).isInstanceOf(Answer.Success.class);
    EdgeClient nobody =
        new EdgeClient(
            new UrlConnectionHttp(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1)), null);
    assertThat(((Answer.Silence<?>) nobody.me()).mayHaveArrived()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://edge.example.com",
        "HTTP://10.0.0.8:8080",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://[fe80::1]",
        "ftp://localhost",
        "edge.example.com",
        "/v1"
      })
  void a_key_does_not_leave_the_machine_in_clear(String address) {
    assertThatThrownBy(() -> new UrlConnectionHttp(URI.create(address), PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://edge.example.com",
        "http://localhost:8080",
        "http://127.3.2.1:80",
        "http://[::1]:8080"
      })
  void tls_and_this_machine_are_taken(String address) {
    assertThatCode(() -> new UrlConnectionHttp(URI.create(address), PATIENCE))
        .doesNotThrowAnyException();
  }

  private static final String REFUND =
      """
      {"payment_id": "1900000109:A|1", "refund_no": "R|1", "state": "%s", "refunded": %s,
       "final": %s, "next_action": "%s", "amount_fen": 300,
       "message": {"zh": "退款处理中，请稍候", "en": "Refund under way, one moment"}}
      """;

  private static EdgeClient answering(String state, String refunded, String isFinal, String next) {
    String body = REFUND.formatted(state, refunded, isFinal, next);
    return new EdgeClient(
        ask -> {
          assertThat(ask.path()).startsWith("/v1/payments/1900000109:A%7C1/refunds");
          assertThat(ask.path().endsWith("/refunds/R%7C1")).isEqualTo(ask.method().equals("GET"));
          return new Http.Reply(200, Map.of("etag", "\"1\""), body);
        },
        "key");
  }

  @Test
  void a_refund_is_asked_for_and_watched_and_what_contradicts_itself_is_no_answer() {
    Duration wait = Duration.ofSeconds(1);
    EdgeClient open = answering("PROCESSING", "null", "false", "WAIT");
    var told =
        (Answer.Success<RefundSeen>)
            open.refund("1900000109:A|1", "R|1", 300, "cold noodles", wait);
    assertThat(told.tag()).isEqualTo("\"1\"");
    assertThat(told.value().isFinal()).isFalse();
    assertThat(told.value().zh()).isEqualTo("退款处理中，请稍候");
    EdgeClient changed = answering("CHANGED", "null", "false", "CALL_STAFF");
    var seen = (Answer.Success<RefundSeen>) changed.watchRefund("1900000109:A|1", "R|1", "1", wait);
    assertThat(seen.value().callStaff()).isTrue();
    for (String refunded : new String[] {"null", "false"}) {
      assertThat(
              answering("SUCCEEDED", refunded, "true", "SHOW_RESULT")
                  .watchRefund("1900000109:A|1", "R|1", null, wait))
          .isInstanceOf(Answer.Silence.class);
    }
  }

  private EdgeClient client(String key) {
    return new EdgeClient(new UrlConnectionHttp(edge.uri(), PATIENCE), key, PATIENCE);
  }
}
