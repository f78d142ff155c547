package dev.facepay.wechat;

import dev.facepay.wechat.Code.Obstacle;
import dev.facepay.wechat.Exchange.NotSent;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Sends a message to the first domain that can be connected to, and to no other after that. */
final class GatewayHttp implements AutoCloseable {

  private static final String NO_HOST = "none";

  private final Quota quota;
  private final Domains domains;
  private final Domains secureDomains;
  private final Domains authinfoDomain;
  private final boolean secureIsTls;
  private final Pool plain;
  private final MerchantPools merchantPools;
  private final Sender sender;
  private final ScheduledThreadPoolExecutor timer;
  private final Thread sweeper;
  private volatile boolean closed;

  private GatewayHttp(GatewaySettings settings) {
    quota =
        new Quota(
            settings.quotaPerSecond(),
            settings.followUpShare(),
            settings.quotaWaitMax(),
            TimeMeter.SYSTEM_NANOTIME,
            BlockingStrategy.PARKING);
    domains = new Domains(settings.baseUrls(), settings.domainRest(), System::nanoTime);
    secureDomains =
        settings.secureBaseUrls().equals(settings.baseUrls())
            ? domains
            : new Domains(settings.secureBaseUrls(), settings.domainRest(), System::nanoTime);
    authinfoDomain =
        new Domains(List.of(settings.authinfoUrl()), settings.domainRest(), System::nanoTime);
    secureIsTls =
        settings.secureBaseUrls().stream().anyMatch(url -> url.getScheme().equals("https"));
    Tls tls = new Tls(settings.trustStorePem());
    HandshakeGate gate = new HandshakeGate(settings.handshakesMax(), settings.connectionQueueMax());
    plain = new Pool(settings, settings.connectionsMax(), gate.guard(tls.plain()));
    merchantPools = new MerchantPools(settings, tls, gate, System::nanoTime);
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("gateway-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    sender = new Sender(settings, timer);
    // Not on the timer's thread: closing connections may block, and deadlines must not wait.
    sweeper = Thread.ofVirtual().unstarted(() -> sweep(settings.connectionIdleMax().dividedBy(2)));
  }

  /** Opens no connection yet; throws {@link IllegalArgumentException} for a bad trust store. */
  static GatewayHttp open(GatewaySettings settings) {
    GatewayHttp http = new GatewayHttp(settings);
    http.sweeper.start();
    return http;
  }

  /** Whether reverse and refund need the merchant's certificate: wherever they go over TLS. */
  boolean needsCertificate() {
    return secureIsTls;
  }

  /**
   * One call. What needs the merchant's certificate presents it, if there is one; nothing else
   * does.
   *
   * @throws InterruptedException when the thread is; the request may have left
   * @throws InvalidMerchantException when the certificate's file can no longer be opened; nothing
   *     was sent then
   */
  Exchange post(Api api, Merchant merchant, String xml, Sender.Body body)
      throws InterruptedException {
    if (closed) {
      return new NotSent(NO_HOST, Obstacle.NO_CONNECTION, "the client is closed");
    }
    if (!quota.take(merchant.mchId(), api.first())) {
      return new NotSent(NO_HOST, Obstacle.NO_SLOT, "the merchant's quota is used up");
    }
    ClientCertificate certificate = merchant.certificate();
    if (!api.certified() || certificate == null) {
      return overDomains(api, plain, xml, body);
    }
    Optional<MerchantPools.Lease> leased = merchantPools.lease(merchant.mchId(), certificate);
    if (leased.isEmpty()) {
      return new NotSent(
          NO_HOST, Obstacle.NO_SLOT, "too many merchants present certificates at once");
    }
    try (MerchantPools.Lease lease = leased.get()) {
      return overDomains(api, lease.pool(), xml, body);
    }
  }

  @Override
  public void close() {
    closed = true;
    sweeper.interrupt();
    timer.shutdownNow();
    plain.close();
    merchantPools.close();
  }

  private Exchange overDomains(Api api, Pool pool, String xml, Sender.Body body)
      throws InterruptedException {
    Domains candidates = domainsOf(api);
    Exchange last = new NotSent(NO_HOST, Obstacle.NO_CONNECTION, "no domain");
    for (URI base : candidates.inOrder()) {
      Sender.Try tried = sender.send(pool, base, api.path(), xml, body);
      last = tried.exchange();
      switch (tried.domain()) {
        case REACHED -> candidates.connected(base);
        case UNREACHABLE -> candidates.failed(base);
        case NO_TELLING -> {}
      }
      if (!(last instanceof NotSent(_, Obstacle obstacle, _))
          || obstacle != Obstacle.NO_CONNECTION) {
        return last;
      }
    }
    return last;
  }

  private Domains domainsOf(Api api) {
    return switch (api) {
      case MICROPAY, ORDERQUERY, REFUNDQUERY, DOWNLOADBILL -> domains;
      case REVERSE, REFUND, DOWNLOADFUNDFLOW -> secureDomains;
      case AUTHINFO -> authinfoDomain;
    };
  }

  private void sweep(Duration every) {
    try {
      while (!closed) {
        Thread.sleep(every);
        plain.closeIdle();
        merchantPools.closeIdle();
      }
    } catch (InterruptedException e) {
      // The client was closed.
    }
  }
}
