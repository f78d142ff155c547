package dev.facepay.wechat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How WeChat is reached, and how hard. Every component may be absent ({@code null}), which is its
 * default: the canonical constructor suits a configuration binder.
 *
 * @param baseUrls the domains, first the one to prefer; a path in them is kept as a prefix
 * @param secureBaseUrls for calls with the certificate; default {@code baseUrls}
 * @param authinfoUrl the whole address of {@code get_wxpayface_authinfo}
 * @param connectTimeout per domain, for the TCP connection and again for the TLS handshake
 * @param readTimeout from the request's first byte to the answer's last, whatever the pace
 * @param connectionsMax plain connections over all domains; beyond it calls queue (1 to 20,000)
 * @param connectionQueueMax how long a call may queue for a connection or a handshake
 * @param handshakesMax parallel TLS handshakes; default twice the cores: more collapse under load
 * @param connectionIdleMax an idle connection is closed after this: below any server's own limit
 * @param validateAfter a connection idle for longer is checked before use
 * @param merchantConnectionsMax connections with one merchant's certificate (reverse)
 * @param merchantClientsMax merchants with open certificate connections
 * @param merchantClientIdleMax a merchant's certificate connections are given up after this
 * @param domainRest how long a domain that could not be connected to is asked last
 * @param quotaPerSecond calls of one merchant from this process; WeChat limits per merchant
 * @param followUpShare the part of the quota that payments can not use: kept for query and reverse
 * @param quotaWaitMax how long a call may wait for its merchant's quota
 * @param trustStorePem certificates to trust instead of the JDK's (PEM)
 */
public record GatewaySettings(
    List<URI> baseUrls,
    List<URI> secureBaseUrls,
    URI authinfoUrl,
    Duration connectTimeout,
    Duration readTimeout,
    Integer connectionsMax,
    Duration connectionQueueMax,
    Integer handshakesMax,
    Duration connectionIdleMax,
    Duration validateAfter,
    Integer merchantConnectionsMax,
    Integer merchantClientsMax,
    Duration merchantClientIdleMax,
    Duration domainRest,
    Integer quotaPerSecond,
    Double followUpShare,
    Duration quotaWaitMax,
    @Nullable Path trustStorePem) {

  private static final List<URI> WECHAT =
      List.of(
          URI.create("https://api.mch.weixin.qq.com"),
          URI.create("https://api2.mch.weixin.qq.com"));
  private static final URI WECHAT_AUTHINFO =
      URI.create("https://payapp.weixin.qq.com/face/get_wxpayface_authinfo");

  /** Fills in the defaults; throws {@link IllegalArgumentException} that names a bad setting. */
  public GatewaySettings {
    baseUrls = List.copyOf(Objects.requireNonNullElse(baseUrls, WECHAT));
    secureBaseUrls = List.copyOf(Objects.requireNonNullElse(secureBaseUrls, baseUrls));
    authinfoUrl = Objects.requireNonNullElse(authinfoUrl, WECHAT_AUTHINFO);
    connectTimeout = Objects.requireNonNullElse(connectTimeout, Duration.ofSeconds(2));
    readTimeout = Objects.requireNonNullElse(readTimeout, Duration.ofSeconds(10));
    connectionsMax = Objects.requireNonNullElse(connectionsMax, 2_000);
    connectionQueueMax = Objects.requireNonNullElse(connectionQueueMax, Duration.ofSeconds(2));
    handshakesMax =
        Objects.requireNonNullElse(handshakesMax, 2 * Runtime.getRuntime().availableProcessors());
    connectionIdleMax = Objects.requireNonNullElse(connectionIdleMax, Duration.ofSeconds(30));
    validateAfter = Objects.requireNonNullElse(validateAfter, Duration.ofSeconds(1));
    merchantConnectionsMax = Objects.requireNonNullElse(merchantConnectionsMax, 20);
    merchantClientsMax = Objects.requireNonNullElse(merchantClientsMax, 200);
    merchantClientIdleMax =
        Objects.requireNonNullElse(merchantClientIdleMax, Duration.ofMinutes(10));
    domainRest = Objects.requireNonNullElse(domainRest, Duration.ofMinutes(1));
    quotaPerSecond = Objects.requireNonNullElse(quotaPerSecond, 600);
    followUpShare = Objects.requireNonNullElse(followUpShare, 0.3);
    quotaWaitMax = Objects.requireNonNullElse(quotaWaitMax, Duration.ofSeconds(1));

    urls("base-urls", baseUrls);
    urls("secure-base-urls", secureBaseUrls);
    urls("authinfo-url", List.of(authinfoUrl));
    positive("connect-timeout", connectTimeout);
    positive("read-timeout", readTimeout);
    positive("connection-queue-max", connectionQueueMax);
    positive("connection-idle-max", connectionIdleMax);
    positive("validate-after", validateAfter);
    positive("merchant-client-idle-max", merchantClientIdleMax);
    positive("domain-rest", domainRest);
    positive("quota-wait-max", quotaWaitMax);
    range("connections-max", connectionsMax, 20_000);
    range("handshakes-max", handshakesMax, 1_000);
    range("merchant-connections-max", merchantConnectionsMax, 1_000);
    range("merchant-clients-max", merchantClientsMax, 10_000);
    range("quota-per-second", quotaPerSecond, 100_000);
    require(followUpShare >= 0 && followUpShare <= 0.9, "follow-up-share", "must be 0 to 0.9");
  }

  /** WeChat itself, with every default. */
  @SuppressWarnings("NullAway") // The constructor fills in what is absent.
  public static GatewaySettings defaults() {
    return new GatewaySettings(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null);
  }

  /** The same with these domains for every call and this address for credentials. */
  public GatewaySettings withUrls(List<URI> urls, URI authinfo) {
    return copy(urls, urls, authinfo, connectTimeout, readTimeout, trustStorePem);
  }

  /** The same with another place for {@code /secapi}. */
  public GatewaySettings withSecureBaseUrls(List<URI> urls) {
    return copy(baseUrls, urls, authinfoUrl, connectTimeout, readTimeout, trustStorePem);
  }

  /** The same with these time-outs. */
  public GatewaySettings withTimeouts(Duration connect, Duration read) {
    return copy(baseUrls, secureBaseUrls, authinfoUrl, connect, read, trustStorePem);
  }

  /** The same, trusting these certificates. */
  public GatewaySettings withTrustStorePem(@Nullable Path pem) {
    return copy(baseUrls, secureBaseUrls, authinfoUrl, connectTimeout, readTimeout, pem);
  }

  /**
   * The longest that a call can take. A lease on a payment must be longer.
   *
   * <p>Quota, then per domain the queue, the connection, the handshake's queue and the handshake;
   * then the answer.
   */
  public Duration callMax() {
    Duration perDomain = connectionQueueMax.plus(connectTimeout).multipliedBy(2);
    int domains = Math.max(baseUrls.size(), secureBaseUrls.size());
    return quotaWaitMax.plus(perDomain.multipliedBy(domains)).plus(readTimeout);
  }

  private GatewaySettings copy(
      List<URI> urls,
      List<URI> secureUrls,
      URI authinfo,
      Duration connect,
      Duration read,
      @Nullable Path pem) {
    return new GatewaySettings(
        urls,
        secureUrls,
        authinfo,
        connect,
        read,
        connectionsMax,
        connectionQueueMax,
        handshakesMax,
        connectionIdleMax,
        validateAfter,
        merchantConnectionsMax,
        merchantClientsMax,
        merchantClientIdleMax,
        domainRest,
        quotaPerSecond,
        followUpShare,
        quotaWaitMax,
        pem);
  }

  private static void urls(String name, List<URI> urls) {
    require(!urls.isEmpty() && urls.size() <= 8, name, "must name 1 to 8 addresses");
    for (URI url : urls) {
      String scheme = url.getScheme();
      boolean http = "https".equals(scheme) || "http".equals(scheme);
      require(
          http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null,
          name,
          "must be http(s)://host[:port][/path], not " + url);
    }
  }

  private static void positive(String name, Duration value) {
    boolean fits = value.toMillis() > 0 && value.compareTo(Duration.ofDays(1)) <= 0;
    require(fits, name, "must be 1 ms to 1 day");
  }

  private static void range(String name, int value, int max) {
    require(value >= 1 && value <= max, name, "must be 1 to " + max);
  }

  private static void require(boolean holds, String name, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("facepay.gateway." + name + " " + rule);
    }
  }
}
