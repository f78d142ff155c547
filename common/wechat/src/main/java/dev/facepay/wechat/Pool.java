package dev.facepay.wechat;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Connections of one TLS identity, and the client that uses them exactly once per call. */
final class Pool implements AutoCloseable {

  private final CloseableHttpClient client;
  private final PoolingHttpClientConnectionManager connections;
  private final TimeValue idleMax;

  Pool(GatewaySettings settings, int connectionsMax, TlsSocketStrategy tls) {
    connections = connections(settings, connectionsMax, tls);
    client = client(settings, connections);
    idleMax = timeout(settings.connectionIdleMax());
  }

  CloseableHttpClient client() {
    return client;
  }

  /** To be called now and then: closes what a server would soon close under our hands. */
  void closeIdle() {
    connections.closeExpired();
    connections.closeIdle(idleMax);
  }

  /** At once, calls in flight included. */
  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    connections.close(CloseMode.IMMEDIATE);
  }

  /**
   * Everything that could send a request a second time is off: retries, redirects, authentication.
   * Connection state too: it would keep connections with a client certificate from being reused.
   */
  private static CloseableHttpClient client(
      GatewaySettings settings, PoolingHttpClientConnectionManager connections) {
    RequestConfig perRequest =
        RequestConfig.custom()
            .setConnectionRequestTimeout(timeout(settings.connectionQueueMax()))
            .setResponseTimeout(timeout(settings.readTimeout()))
            .setConnectionKeepAlive(timeout(settings.connectionIdleMax()))
            .setAuthenticationEnabled(false)
            .setRedirectsEnabled(false)
            .setExpectContinueEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .setContentCompressionEnabled(false)
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(perRequest)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableConnectionState()
        .setUserAgent("facepay")
        .addExecInterceptorBefore(
            ChainElement.MAIN_TRANSPORT.name(), "facepay-sending", Attempt::markSending)
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      GatewaySettings settings, int connectionsMax, TlsSocketStrategy tls) {
    Timeout connect = timeout(settings.connectTimeout());
    Timeout read = timeout(settings.readTimeout());
    // An endless head would fill the memory before any time-out.
    Http1Config bounded =
        Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(16 * 1024).build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(bounded).build())
        .setTlsSocketStrategy(tls)
        .setMaxConnTotal(connectionsMax)
        .setMaxConnPerRoute(connectionsMax)
        .setDefaultSocketConfig(
            SocketConfig.custom().setTcpNoDelay(true).setSoTimeout(read).build())
        .setDefaultTlsConfig(
            TlsConfig.custom()
                .setHandshakeTimeout(connect)
                .setSupportedProtocols(TLS.V_1_3, TLS.V_1_2)
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(connect)
                .setSocketTimeout(read)
                .setValidateAfterInactivity(timeout(settings.validateAfter()))
                .build())
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }
}
