package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.paid;
import static dev.facepay.wechat.Samples.payment;
import static dev.facepay.wechat.Samples.signed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.wechat.Micropay.NotSent;
import dev.facepay.wechat.Micropay.Paid;
import dev.facepay.wechat.Micropay.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
@Tag("real")
class GatewayFaultsTest extends GatewayTest {

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
    WechatClient pay = open(first.url(), second.url());
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
        .isEqualTo(
            new Unknown(
                Cause.HTTP_STATUS, new Code.Other(Integer.toString(status)), "HTTP " + status));
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
    WechatClient pay = open(gateway.url());
    assertUnknown(pay.micropay(payment()), Cause.UNREADABLE);
    gateway.behave(
        (arrival, out) ->
            GatewayStub.write(out, 200, "<xml><a>\u00e9</a></xml>".getBytes(ISO_8859_1)));
    assertUnknown(pay.micropay(payment()), Cause.UNREADABLE);
    gateway.behave(
        (arrival, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n".getBytes(ISO_8859_1));
          repeat(out, new byte[8192]);
        });
    assertUnknown(pay.micropay(payment()), Cause.UNREADABLE);
    gateway.behave(GatewayStub.body(signed(paid())));
    assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
  }

  @Test
  void a_dripping_server_is_cut_off_in_time_in_head_and_body() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n";
    GatewayStub gateway = stub((arrival, out) -> drip(out, "HTTP/1.1 200 OK\r\nX: "));
    WechatClient pay = open(gateway.url());
    long begin = System.nanoTime();
    assertUnknown(pay.micropay(payment()), Cause.NO_ANSWER);
    gateway.behave((arrival, out) -> drip(out, head));
    assertUnknown(pay.micropay(payment()), Cause.NO_ANSWER);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void an_endless_head_does_not_fill_the_memory() throws Exception {
    GatewayStub gateway =
        stub(
            (arrival, out) -> {
              out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(ISO_8859_1));
              repeat(out, "y".repeat(8192).getBytes(ISO_8859_1));
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
    WechatClient pay = open(settings(5_000, 1, gateway.url()));
    Thread first = Thread.startVirtualThread(() -> quietly(() -> pay.micropay(payment())));
    arrived.await();
    assertThat(pay.micropay(payment()))
        .isEqualTo(new NotSent(Code.Obstacle.NO_SLOT, "no connection is free"));
    go.countDown();
    first.join();
    assertThat(gateway.arrivals).hasSize(1);
  }

  private GatewayStub neverAnswers(CountDownLatch arrived) throws Exception {
    return stub(
        (arrival, out) -> {
          arrived.countDown();
          new CountDownLatch(1).await();
        });
  }

  @Test
  void an_interrupt_ends_the_wait_for_an_answer() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    GatewayStub gateway = neverAnswers(arrived);
    WechatClient pay = open(settings(60_000, 10, gateway.url()));
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
    GatewayStub gateway = neverAnswers(arrived);
    WechatClient pay = open(settings(60_000, 10, gateway.url()));
    List<Micropay.Outcome> outcomes = new ArrayList<>();
    Thread caller =
        Thread.startVirtualThread(() -> quietly(() -> outcomes.add(pay.micropay(payment()))));
    arrived.await();
    pay.close();
    caller.join();
    assertUnknown(outcomes.getFirst(), Cause.NO_ANSWER);
    assertThat(pay.micropay(payment())).isInstanceOf(NotSent.class);
  }
}
