package dev.facepay.simulator;

import static dev.facepay.simulator.RunningSimulator.PLAIN;
import static dev.facepay.simulator.RunningSimulator.PROVIDER;
import static dev.facepay.simulator.RunningSimulator.SUB;

import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.WxPayService;
import com.github.binarywang.wxpay.service.impl.WxPayServiceApacheHttpImpl;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.http.impl.client.HttpClients;
import org.jspecify.annotations.Nullable;

/** A client of WeChat Pay that nobody here wrote, directed to the simulator. */
final class WxJavaClient {
  /** Far beyond what an answer takes on a busy machine. */
  private static final int PATIENCE_MS = 30_000;

  private WxJavaClient() {}

  /**
   * The client has the credential's address built in; everything else about the call is its own.
   */
  private static final class Redirected extends WxPayServiceApacheHttpImpl {
    @Override
    public String post(String url, String body, boolean useKey) throws WxPayException {
      URI uri = URI.create(url);
      boolean elsewhere = uri.getHost().equals("payapp.weixin.qq.com");
      return super.post(
          elsewhere ? getConfig().getApiHostUrl() + uri.getPath() : url, body, useKey);
    }
  }

  /**
   * @param certificate whose certificate it presents; null for none
   */
  static WxPayService of(
      RunningSimulator simulator,
      String mchId,
      String signType,
      String base,
      @Nullable String certificate)
      throws Exception {
    WxPayConfig config = new WxPayConfig();
    config.setAppId(mchId.equals(PLAIN) ? "wx8888888888888888" : "wx9999999999999999");
    config.setMchId(mchId);
    config.setMchKey(simulator.apiKey(mchId));
    config.setSignType(signType);
    config.setHttpConnectionTimeout(PATIENCE_MS);
    config.setHttpTimeout(PATIENCE_MS);
    config.setApiHostUrl(base);
    if (mchId.equals(PROVIDER)) {
      config.setSubMchId(SUB);
      config.setSubAppId("wx2010000000000201");
    }
    // Left to itself it trusts only public authorities for calls without a certificate.
    config.setHttpClient(HttpClients.custom().setSSLContext(tls(simulator, null)).build());
    config.setSslHttpClient(
        HttpClients.custom().setSSLContext(tls(simulator, certificate)).build());
    WxPayService service = new Redirected();
    service.setConfig(config);
    return service;
  }

  private static SSLContext tls(RunningSimulator simulator, @Nullable String certificate)
      throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(simulator.directory.resolve("ca.pem"))) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (certificate != null) {
      Path file = simulator.directory.resolve("merchants/" + certificate + "/apiclient_cert.p12");
      try (InputStream in = Files.newInputStream(file)) {
        own.load(in, certificate.toCharArray());
      }
    }
    keys.init(own, certificate == null ? new char[0] : certificate.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
