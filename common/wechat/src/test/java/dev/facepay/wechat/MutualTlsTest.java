package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.KEY;
import static dev.facepay.wechat.Samples.NOW;
import static dev.facepay.wechat.Samples.paid;
import static dev.facepay.wechat.Samples.payment;
import static dev.facepay.wechat.Samples.signed;
import static dev.facepay.wechat.Samples.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.wechat.Micropay.NotSent;
import dev.facepay.wechat.Micropay.Paid;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
@Tag("real")
class MutualTlsTest {

  private static final Reverse.Request REVERSE =
      Reverse.Request.byOutTradeNo("1900000109", null, "T-1");

  private static final Instant FAR = Instant.parse("2039-01-01T00:00:00Z");

  @TempDir Path dir;
  private GatewayStub gateway;
  private GatewaySettings settings;

  @BeforeEach
  void a_gateway_with_tls() throws Exception {
    TestCertificates.get().writeAuthority(dir.resolve("ca.pem"));
    gateway =
        new GatewayStub(
            TestCertificates.get().server(),
            (arrival, out) -> {
              String mchId = arrival.fields().get("mch_id");
              Map<String, String> answer = arrival.path().contains("reverse") ? success() : paid();
              answer.put("mch_id", mchId);
              GatewayStub.write(out, 200, signed(answer).getBytes("UTF-8"));
            });
    settings =
        GatewaySettings.defaults()
            .withUrls(List.of(gateway.url()), gateway.url())
            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5))
            .withTrustStorePem(dir.resolve("ca.pem"));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void the_certificate_is_shown_for_reverse_only_and_its_connection_is_kept() throws Exception {
    Merchants merchants = Merchants.of(merchant("1900000109", FAR));
    try (WechatClient pay = open(settings, merchants)) {
      assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
      assertThat(pay.reverse(REVERSE)).isEqualTo(new Reverse.Confirmed());
      assertThat(pay.reverse(REVERSE)).isEqualTo(new Reverse.Confirmed());
      assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
    }
    assertThat(gateway.arrivals)
        .extracting(GatewayStub.Arrival::certificate)
        .containsExactly("", "CN=1900000109", "CN=1900000109", "");
    assertThat(gateway.connections).hasValue(2);
  }

  @Test
  void each_merchant_shows_its_own_certificate() throws Exception {
    Merchants merchants = Merchants.of(merchant("1900000109", FAR), merchant("1900000110", FAR));
    try (WechatClient pay = open(settings, merchants)) {
      for (String mchId : new String[] {"1900000109", "1900000110", "1900000109"}) {
        assertThat(pay.reverse(Reverse.Request.byOutTradeNo(mchId, null, "T-1")))
            .isEqualTo(new Reverse.Confirmed());
      }
    }
    assertThat(gateway.arrivals)
        .extracting(GatewayStub.Arrival::certificate)
        .containsExactly("CN=1900000109", "CN=1900000110", "CN=1900000109");
  }

  @Test
  void a_certificate_that_was_replaced_is_shown_from_the_next_call_on() throws Exception {
    Path folder = Files.createDirectories(dir.resolve("merchants/1900000109"));
    Files.writeString(folder.resolve("merchant.properties"), "app_id=wxd930ea5d5a258f4f");
    Files.writeString(folder.resolve("api-key"), KEY.reveal());
    Path p12 = folder.resolve("apiclient_cert.p12");
    TestCertificates.get().writeClient(p12, "1900000109", "1900000109", FAR);
    Merchants merchants = Merchants.load(dir.resolve("merchants"));
    try (WechatClient pay = open(settings, merchants);
        MerchantsWatch watch = new MerchantsWatch(dir.resolve("merchants"), merchants, () -> {})) {
      assertThat(pay.reverse(REVERSE)).isEqualTo(new Reverse.Confirmed());
      Files.delete(p12);
      TestCertificates.get().writeClient(p12, "the-next-one", "1900000109", FAR);
      assertThat(watch.look()).as("it may be written still").isFalse();
      assertThat(watch.look()).isTrue();
      assertThat(pay.reverse(REVERSE)).isEqualTo(new Reverse.Confirmed());
    }
    assertThat(gateway.arrivals)
        .extracting(GatewayStub.Arrival::certificate)
        .containsExactly("CN=1900000109", "CN=the-next-one");
  }

  @Test
  void an_ended_or_absent_certificate_is_said_and_nothing_is_sent() throws Exception {
    Merchant without = new Merchant("7", "wx", KEY, SignType.MD5, null, Map.of());
    try (WechatClient pay = open(settings, Merchants.of(merchant("1900000109", NOW), without))) {
      assertThat(pay.reverse(REVERSE))
          .isInstanceOfSatisfying(
              Reverse.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo(Code.Obstacle.CERTIFICATE_EXPIRED));
      assertThat(pay.reverse(Reverse.Request.byOutTradeNo("7", null, "T-1")))
          .isEqualTo(new Reverse.Refused(Code.Obstacle.NO_CERTIFICATE, "merchant 7"));
      assertThat(pay.micropay(payment())).isInstanceOf(Paid.class);
    }
    assertThat(gateway.arrivals).hasSize(1);
  }

  @Test
  void a_certificate_file_that_went_bad_is_said_and_nothing_is_sent() throws Exception {
    Merchants merchants = Merchants.of(merchant("1900000109", FAR));
    Files.writeString(dir.resolve("1900000109.p12"), "damaged");
    try (WechatClient pay = open(settings, merchants)) {
      assertThat(pay.reverse(REVERSE))
          .isEqualTo(new Reverse.Refused(Code.Obstacle.BAD_CERTIFICATE, "merchant 1900000109"));
    }
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void a_gateway_that_is_not_trusted_gets_no_byte() throws Exception {
    GatewaySettings untrusting = settings.withTrustStorePem(null);
    Merchants merchants = Merchants.of(merchant("1900000109", FAR));
    try (WechatClient pay = open(untrusting, merchants)) {
      assertThat(pay.micropay(payment()))
          .isInstanceOfSatisfying(
              NotSent.class, n -> assertThat(n.obstacle()).isEqualTo(Code.Obstacle.NO_CONNECTION));
    }
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void handshakes_take_turns_and_a_silent_server_gets_no_byte_of_the_request() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        WechatClient pay =
            open(
                oneHandshakeAtATime(URI.create("https://127.0.0.1:" + silent.getLocalPort())),
                Merchants.of(merchant("1900000109", FAR)))) {
      Thread.startVirtualThread(
          () -> {
            try (Socket first = silent.accept()) {
              // A first byte of the handshake: its turn is taken. The connection alone comes
              // before.
              first.getInputStream().read();
              begun.countDown();
              first.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
              // Closed.
            }
          });
      CompletableFuture<Micropay.Outcome> first = new CompletableFuture<>();
      Thread.startVirtualThread(
          () -> {
            try {
              first.complete(pay.micropay(payment()));
            } catch (InterruptedException e) {
              first.completeExceptionally(e);
            }
          });
      begun.await();
      assertThat(pay.micropay(payment()))
          .isEqualTo(new NotSent(Code.Obstacle.NO_SLOT, "no connection is free"));
      assertThat(first.get())
          .isInstanceOfSatisfying(
              NotSent.class, n -> assertThat(n.obstacle()).isEqualTo(Code.Obstacle.NO_CONNECTION));
    }
  }

  private static GatewaySettings oneHandshakeAtATime(URI url) {
    GatewaySettings d = GatewaySettings.defaults();
    return new GatewaySettings(
        List.of(url),
        List.of(url),
        url,
        Duration.ofSeconds(3),
        Duration.ofSeconds(5),
        d.connectionsMax(),
        Duration.ofMillis(100),
        1,
        d.connectionIdleMax(),
        d.validateAfter(),
        d.merchantConnectionsMax(),
        d.merchantClientsMax(),
        d.merchantClientIdleMax(),
        d.domainRest(),
        d.quotaPerSecond(),
        d.followUpShare(),
        d.quotaWaitMax(),
        null);
  }

  private Merchant merchant(String mchId, Instant certificateEnd) {
    Path p12 = dir.resolve(mchId + ".p12");
    TestCertificates.get().writeClient(p12, mchId, mchId, certificateEnd);
    return new Merchant(
        mchId,
        "wxd930ea5d5a258f4f",
        KEY,
        SignType.MD5,
        new ClientCertificate(p12, new Secret(mchId)),
        Map.of());
  }

  private static WechatClient open(GatewaySettings settings, Merchants merchants) {
    return WechatClient.open(settings, merchants, InstantSource.fixed(NOW), CallListener.NONE);
  }
}
