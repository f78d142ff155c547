package dev.facepay.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MerchantPoolsTest {

  @TempDir Path dir;
  private final AtomicLong nanos = new AtomicLong();
  private ClientCertificate certificate;

  @BeforeEach
  void a_certificate() {
    Path p12 = dir.resolve("c.p12");
    TestCertificates.get().writeClient(p12, "c", "c", Instant.parse("2039-01-01T00:00:00Z"));
    certificate = new ClientCertificate(p12, new Secret("c"));
  }

  @Test
  void the_map_never_grows_beyond_its_bound_and_a_pool_in_use_stays() {
    try (MerchantPools pools = pools(2)) {
      MerchantPools.Lease a = pools.lease("a", certificate).orElseThrow();
      MerchantPools.Lease b = pools.lease("b", certificate).orElseThrow();
      assertThat(pools.lease("c", certificate)).isEmpty();
      MerchantPools.Lease again = pools.lease("a", certificate).orElseThrow();
      assertThat(again.pool()).isSameAs(a.pool());
      again.close();
      b.close();
      assertThat(pools.lease("c", certificate)).isPresent();
      assertThat(pools.size()).isEqualTo(2);
      assertThat(pools.lease("a", certificate).orElseThrow().pool()).isSameAs(a.pool());
    }
  }

  @Test
  void an_idle_pool_is_given_up_and_one_in_use_is_not() {
    try (MerchantPools pools = pools(2)) {
      pools.lease("a", certificate).orElseThrow().close();
      MerchantPools.Lease used = pools.lease("b", certificate).orElseThrow();
      nanos.addAndGet(Duration.ofMinutes(10).toNanos());
      pools.closeIdle();
      assertThat(pools.size()).isEqualTo(1);
      used.close();
      pools.closeIdle();
      assertThat(pools.size()).isEqualTo(1);
      nanos.addAndGet(Duration.ofMinutes(10).toNanos());
      pools.closeIdle();
      assertThat(pools.size()).isZero();
    }
  }

  private MerchantPools pools(int max) {
    GatewaySettings d = GatewaySettings.defaults();
    GatewaySettings settings =
        new GatewaySettings(
            d.baseUrls(),
            d.secureBaseUrls(),
            d.authinfoUrl(),
            d.connectTimeout(),
            d.readTimeout(),
            d.connectionsMax(),
            d.connectionQueueMax(),
            d.handshakesMax(),
            d.connectionIdleMax(),
            d.validateAfter(),
            d.merchantConnectionsMax(),
            max,
            Duration.ofMinutes(10),
            d.domainRest(),
            d.quotaPerSecond(),
            d.followUpShare(),
            d.quotaWaitMax(),
            null);
    HandshakeGate gate = new HandshakeGate(1, Duration.ofSeconds(1));
    return new MerchantPools(settings, new Tls(null), gate, nanos::get);
  }
}
