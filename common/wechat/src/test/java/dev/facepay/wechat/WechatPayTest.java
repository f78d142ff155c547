package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.CODE;
import static dev.facepay.wechat.Samples.NOW;
import static dev.facepay.wechat.Samples.failed;
import static dev.facepay.wechat.Samples.merchant;
import static dev.facepay.wechat.Samples.paid;
import static dev.facepay.wechat.Samples.payment;
import static dev.facepay.wechat.Samples.signed;
import static dev.facepay.wechat.Samples.success;
import static dev.facepay.wechat.Samples.with;
import static dev.facepay.wechat.Samples.without;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.wechat.call.AuthinfoOutcome;
import dev.facepay.wechat.call.AuthinfoRequest;
import dev.facepay.wechat.call.Cause;
import dev.facepay.wechat.call.MicropayOutcome;
import dev.facepay.wechat.call.MicropayOutcome.NotSent;
import dev.facepay.wechat.call.MicropayOutcome.Paid;
import dev.facepay.wechat.call.MicropayOutcome.Unknown;
import dev.facepay.wechat.call.MicropayOutcome.Why;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.QueryRequest;
import dev.facepay.wechat.call.ReverseOutcome;
import dev.facepay.wechat.call.ReverseRequest;
import dev.facepay.wechat.merchant.Merchants;
import dev.facepay.wechat.merchant.Secret;
import dev.facepay.wechat.wire.Signing;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WechatPayTest {

  private final List<CallListener.Call> calls = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  void a_payment_arrives_signed_once_and_comes_back_paid() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body(signed(paid())));
    assertThat(open(gateway.url()).micropay(payment())).isInstanceOf(Paid.class);
    assertThat(gateway.arrivals).hasSize(1);
    GatewayStub.Arrival arrival = gateway.arrivals.getFirst();
    assertThat(arrival.path()).isEqualTo("/pay/micropay");
    assertThat(arrival.fields())
        .containsEntry("out_trade_no", "T-1")
        .containsEntry("total_fee", "1280")
        .containsEntry("auth_code", CODE)
        .containsEntry("sign_type", "MD5");
    assertThat(Signing.verifies(arrival.fields(), Samples.KEY, merchant().signType())).isTrue();
    assertThat(calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.api()).isEqualTo(CallListener.Api.MICROPAY);
              assertThat(call.host()).isEqualTo(gateway.url().getAuthority());
              assertThat(call.outcome() + call.code()).isEqualTo("paidnone");
            });
  }

  @Test
  void a_refused_connection_goes_to_the_second_domain_and_is_remembered() throws Exception {
    GatewayStub second = stub(GatewayStub.body(signed(paid())));
    WechatPay pay = open(nobody(), second.url());
    assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
    assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
    assertThat(second.arrivals).hasSize(2);
  }

  @Test
  void with_no_domain_to_connect_to_nothing_was_sent() throws Exception {
    WechatPay pay = open(nobody(), nobody());
    assertThat(pay.micropay(payment()))
        .isInstanceOfSatisfying(
            NotSent.class, n -> assertThat(n.why()).isEqualTo(Why.NO_CONNECTION));
    assertThat(pay.query(QueryRequest.byOutTradeNo("1900000109", null, "T-1", 1280)))
        .isInstanceOfSatisfying(
            QueryOutcome.Unclear.class,
            u -> assertThat(u.cause() + u.code()).isEqualTo("NOT_SENTNO_CONNECTION"));
    assertThat(calls.getLast().code()).isEqualTo("NO_CONNECTION");
  }

  @Test
  void a_read_timeout_is_unknown_and_nothing_is_sent_again() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    GatewayStub first = stub((arrival, out) -> never.await());
    GatewayStub second = stub(GatewayStub.body(signed(paid())));
    assertUnknown(open(first.url(), second.url()).micropay(payment()), Cause.NO_ANSWER);
    assertThat(first.arrivals).hasSize(1);
    assertThat(second.arrivals).isEmpty();
  }

  @Test
  void a_line_cut_after_the_request_is_unknown_and_nothing_is_sent_again() throws Exception {
    GatewayStub first = stub((arrival, out) -> out.close());
    GatewayStub second = stub(GatewayStub.body(signed(paid())));
    WechatPay pay = open(first.url(), second.url());
    assertUnknown(pay.micropay(payment()), Cause.NO_ANSWER);
    // Also on a kept connection, where a client is most tempted to try again.
    first.behave(GatewayStub.body(signed(paid())));
    assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
    first.behave((arrival, out) -> out.close());
    assertUnknown(pay.micropay(payment()), Cause.NO_ANSWER);
    assertThat(first.arrivals).hasSize(3);
    assertThat(second.arrivals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 400, 401, 404, 407, 408, 421, 500, 502, 503, 504})
  void every_other_http_status_is_unknown_and_nothing_is_sent_again(int status) throws Exception {
    GatewayStub gateway =
        stub(
            (arrival, out) -> {
              out.write(
                  ("HTTP/1.1 %d X\r\nLocation: /elsewhere\r\nRetry-After: 0\r\n"
                          + "WWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")
                      .formatted(status)
                      .getBytes(ISO_8859_1));
              out.flush();
            });
    assertThat(open(gateway.url(), gateway.url()).micropay(payment()))
        .isEqualTo(new Unknown(Cause.HTTP_STATUS, Integer.toString(status), "HTTP " + status));
    assertThat(gateway.arrivals).hasSize(1);
    assertThat(calls.getLast().code()).isEqualTo("HTTP_" + status);
  }

  @Test
  void a_paid_answer_under_a_wrong_status_is_not_believed() throws Exception {
    GatewayStub gateway = stub(GatewayStub.status(502, signed(paid())));
    assertUnknown(open(gateway.url()).micropay(payment()), Cause.HTTP_STATUS);
  }

  @Test
  void too_many_requests_is_throttled() throws Exception {
    GatewayStub gateway = stub(GatewayStub.status(429, ""));
    assertUnknown(open(gateway.url()).micropay(payment()), Cause.THROTTLED);
  }

  @Test
  void html_wrong_bytes_and_huge_answers_are_unreadable() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body("<html><body>busy</body></html>"));
    WechatPay pay = open(gateway.url());
    assertUnknown(pay.micropay(payment()), Cause.UNREADABLE);
    gateway.behave(
        (arrival, out) ->
            GatewayStub.write(out, 200, "<xml><a>\u00e9</a></xml>".getBytes(ISO_8859_1)));
    assertUnknown(pay.micropay(payment()), Cause.UNREADABLE);
    gateway.behave(
        (arrival, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n".getBytes(ISO_8859_1));
          while (true) {
            out.write(new byte[8192]);
          }
        });
    assertUnknown(pay.micropay(payment()), Cause.UNREADABLE);
    gateway.behave(GatewayStub.body(signed(paid())));
    assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
  }

  @Test
  void a_dripping_server_is_cut_off_in_time_in_head_and_body() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n";
    GatewayStub gateway = stub((arrival, out) -> drip(out, "HTTP/1.1 200 OK\r\nX: "));
    WechatPay pay = open(gateway.url());
    long begin = System.nanoTime();
    assertUnknown(pay.micropay(payment()), Cause.NO_ANSWER);
    gateway.behave((arrival, out) -> drip(out, head));
    assertUnknown(pay.micropay(payment()), Cause.NO_ANSWER);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void an_endless_head_does_not_fill_the_memory() throws Exception {
    GatewayStub gateway =
        stub(
            (arrival, out) -> {
              out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(ISO_8859_1));
              while (true) {
                out.write("y".repeat(8192).getBytes(ISO_8859_1));
              }
            });
    assertUnknown(open(gateway.url()).micropay(payment()), Cause.NO_ANSWER);
  }

  @Test
  void calls_queue_for_a_connection_and_give_up_unsent() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    GatewayStub gateway =
        stub(
            (arrival, out) -> {
              arrived.countDown();
              go.await();
              GatewayStub.write(out, 200, signed(paid()).getBytes(ISO_8859_1));
            });
    WechatPay pay = open(settings(5_000, 1, gateway.url()));
    Thread first = Thread.startVirtualThread(() -> quietly(() -> pay.micropay(payment())));
    arrived.await();
    assertThat(pay.micropay(payment()))
        .isEqualTo(new NotSent(Why.NO_SLOT, "no connection is free"));
    go.countDown();
    first.join();
    assertThat(gateway.arrivals).hasSize(1);
  }

  @Test
  void connections_are_kept_and_used_again() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body(signed(paid())));
    WechatPay pay = open(gateway.url());
    for (int i = 0; i < 5; i++) {
      pay.micropay(payment());
    }
    assertThat(gateway.connections).hasValue(1);
  }

  @Test
  void an_interrupt_ends_the_wait_for_an_answer() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    GatewayStub gateway =
        stub(
            (arrival, out) -> {
              arrived.countDown();
              new CountDownLatch(1).await();
            });
    WechatPay pay = open(settings(60_000, 10, gateway.url()));
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread caller =
        Thread.startVirtualThread(
            () -> {
              try {
                pay.micropay(payment());
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    arrived.await();
    caller.interrupt();
    interrupted.await();
  }

  @Test
  void closing_ends_calls_in_flight_as_unknown_and_later_ones_unsent() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    GatewayStub gateway =
        stub(
            (arrival, out) -> {
              arrived.countDown();
              new CountDownLatch(1).await();
            });
    WechatPay pay = open(settings(60_000, 10, gateway.url()));
    List<MicropayOutcome> outcomes = new ArrayList<>();
    Thread caller =
        Thread.startVirtualThread(() -> quietly(() -> outcomes.add(pay.micropay(payment()))));
    arrived.await();
    pay.close();
    caller.join();
    assertUnknown(outcomes.getFirst(), Cause.NO_ANSWER);
    assertThat(pay.micropay(payment())).isInstanceOf(NotSent.class);
  }

  @Test
  void a_stranger_and_a_bad_field_are_turned_away_unsent() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body(signed(paid())));
    WechatPay pay = open(gateway.url());
    assertThat(pay.micropay(payment().withSubMchId("a b")))
        .isEqualTo(new NotSent(Why.INVALID_FIELD, "sub_mch_id is 1 to 32 letters, digits or _"));
    assertThat(pay.reverse(ReverseRequest.byOutTradeNo("77", null, "T-1")))
        .isEqualTo(new ReverseOutcome.Refused("UNKNOWN_MERCHANT", "no key of merchant 77"));
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void query_reverse_and_authinfo_speak_to_their_own_addresses() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body(signed(failed("ORDERNOTEXIST"))));
    WechatPay pay = open(gateway.url());
    assertThat(pay.query(new QueryRequest("1900000109", "88", "T-1", "42", 1)))
        .isEqualTo(new QueryOutcome.NotFound());
    assertThat(gateway.arrivals.getLast().fields())
        .containsEntry("transaction_id", "42")
        .containsEntry("sub_mch_id", "88")
        .containsEntry("sub_appid", "wxsub")
        .doesNotContainKey("out_trade_no");
    gateway.behave(GatewayStub.body(signed(with(success(), "recall", "N"))));
    assertThat(pay.reverse(ReverseRequest.byOutTradeNo("1900000109", null, "T-1")))
        .isEqualTo(new ReverseOutcome.Confirmed());
    gateway.behave(
        GatewayStub.body(
            signed(
                with(
                    with(without(success(), "result_code"), "authinfo", "info"),
                    "expires_in",
                    "60"))));
    AuthinfoRequest ask =
        new AuthinfoRequest(
            "1900000109", null, "S1", "Shop", "D1", "{\"a\":1}", new Secret("raw-data"));
    assertThat(ask.toString()).doesNotContain("raw-data");
    assertThat(pay.authinfo(ask)).isInstanceOf(AuthinfoOutcome.Issued.class);
    assertThat(gateway.arrivals.getLast().fields())
        .containsEntry("now", Long.toString(NOW.getEpochSecond()))
        .containsEntry("version", "1")
        .containsEntry("rawdata", "raw-data");
    assertThat(gateway.arrivals)
        .extracting(GatewayStub.Arrival::path)
        .containsExactly("/pay/orderquery", "/secapi/pay/reverse", "/face/info");
  }

  @Test
  void a_listener_with_a_bug_does_not_cost_the_outcome() throws Exception {
    GatewayStub gateway = stub(GatewayStub.body(signed(paid())));
    WechatPay pay =
        WechatPay.open(
            settings(1_000, 10, gateway.url()),
            Merchants.of(merchant()),
            InstantSource.fixed(NOW),
            call -> {
              throw new IllegalStateException("bug");
            });
    opened.add(pay);
    assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
  }

  @Test
  void a_payment_code_is_never_printed() {
    assertThat(payment().toString()).doesNotContain(CODE);
    assertThat(merchant().toString()).doesNotContain(Samples.KEY.reveal());
  }

  @Test
  void a_bad_trust_store_is_named_when_opening() {
    GatewaySettings settings =
        GatewaySettings.defaults().withTrustStorePem(java.nio.file.Path.of("no-such.pem"));
    assertThatThrownBy(
            () ->
                WechatPay.open(
                    settings, Merchants.of(merchant()), InstantSource.system(), CallListener.NONE))
        .hasMessageContaining("trust-store-pem");
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void quietly(Action action) {
    try {
      action.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void drip(java.io.OutputStream out, String head)
      throws IOException, InterruptedException {
    out.write(head.getBytes(ISO_8859_1));
    while (true) {
      out.write('x');
      out.flush();
      Thread.sleep(20);
    }
  }

  private static void assertUnknown(MicropayOutcome outcome, Cause cause) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Unknown.class, unknown -> assertThat(unknown.cause()).isEqualTo(cause));
  }

  private GatewayStub stub(GatewayStub.Behaviour behaviour) {
    GatewayStub stub = new GatewayStub(behaviour);
    opened.add(stub);
    return stub;
  }

  /** An address where nothing listens. */
  private static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private WechatPay open(URI... urls) {
    return open(settings(400, 10, urls));
  }

  private WechatPay open(GatewaySettings settings) {
    WechatPay pay =
        WechatPay.open(settings, Merchants.of(merchant()), InstantSource.fixed(NOW), calls::add);
    opened.add(pay);
    return pay;
  }

  private static GatewaySettings settings(long readMs, int connectionsMax, URI... urls) {
    GatewaySettings defaults = GatewaySettings.defaults();
    return new GatewaySettings(
        List.of(urls),
        List.of(urls),
        urls[0].resolve("/face/info"),
        Duration.ofSeconds(2),
        Duration.ofMillis(readMs),
        connectionsMax,
        Duration.ofMillis(200),
        defaults.handshakesMax(),
        defaults.connectionIdleMax(),
        defaults.validateAfter(),
        defaults.merchantConnectionsMax(),
        defaults.merchantClientsMax(),
        defaults.merchantClientIdleMax(),
        defaults.domainRest(),
        defaults.quotaPerSecond(),
        defaults.followUpShare(),
        defaults.quotaWaitMax(),
        null);
  }
}
