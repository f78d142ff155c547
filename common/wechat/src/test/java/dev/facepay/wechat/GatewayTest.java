package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.NOW;
import static dev.facepay.wechat.Samples.merchant;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.wechat.Micropay.Unknown;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A client, and gateways that it talks to; all closed after each test. */
abstract class GatewayTest {

  final List<CallListener.Call> calls = new ArrayList<>();
  final List<AutoCloseable> opened = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void close() throws Exception {
    over.countDown();
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  interface Action {
    void run() throws Exception;
  }

  static void quietly(Action action) {
    try {
      action.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A server that goes on sending for longer than any client waits: 50 bytes a second. */
  void drip(OutputStream out, String head) throws IOException, InterruptedException {
    out.write(head.getBytes(ISO_8859_1));
    for (int drops = 0; drops < 3_000 && !over.await(20, TimeUnit.MILLISECONDS); drops++) {
      out.write('x');
      out.flush();
    }
  }

  /** Far more than any client reads. */
  static void repeat(OutputStream out, byte[] bytes) throws IOException {
    for (int times = 0; times < 100_000; times++) {
      out.write(bytes);
    }
  }

  static void assertUnknown(Micropay.Outcome outcome, Cause cause) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Unknown.class, unknown -> assertThat(unknown.cause()).isEqualTo(cause));
  }

  GatewayStub stub(GatewayStub.Behaviour behaviour) {
    GatewayStub stub = new GatewayStub(behaviour);
    opened.add(stub);
    return stub;
  }

  /** An address where nothing listens. */
  static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  WechatClient open(URI... urls) {
    return open(settings(400, 10, urls));
  }

  WechatClient open(GatewaySettings settings) {
    WechatClient pay =
        WechatClient.open(settings, Merchants.of(merchant()), InstantSource.fixed(NOW), calls::add);
    opened.add(pay);
    return pay;
  }

  static GatewaySettings settings(long readMs, int connectionsMax, URI... urls) {
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
