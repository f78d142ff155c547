package dev.facepay.console.registry;

import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * Where the registry is.
 *
 * @param url of auth-service, such as {@code http://auth-service:8084}; null or empty: there is
 *     none
 * @param connectTimeout how long it may take to reach it
 * @param readTimeout how long it may take to answer; less than the 20 s that a page waits
 * @param trustStorePem certificates to trust instead of the JDK's (PEM), read at start
 * @param callsMax how many may wait for it at once: each holds a body
 */
@ConfigurationProperties("facepay.console.registry")
record RegistrySettings(
    @Nullable URI url,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("15s") Duration readTimeout,
    @Nullable Path trustStorePem,
    @DefaultValue("64") int callsMax) {

  RegistrySettings {
    if (url != null && url.toString().isEmpty()) {
      url = null;
    }
    if (url != null && !isOrigin(url)) {
      // Not repeated: somebody may have written a password into it.
      throw new IllegalArgumentException(
          "facepay.console.registry.url must be http or https, a host and perhaps a port, like"
              + " http://auth-service:8084");
    }
    if (!connectTimeout.isPositive() || !readTimeout.isPositive() || callsMax < 1) {
      throw new IllegalArgumentException("facepay.console.registry: everything must be above 0");
    }
  }

  /**
   * @throws IllegalArgumentException if the file holds no certificate
   */
  SSLContext trust() throws NoSuchAlgorithmException {
    if (trustStorePem == null) {
      return SSLContext.getDefault();
    }
    try {
      PemSslStoreDetails pem = PemSslStoreDetails.forCertificate(trustStorePem.toUri().toString());
      return SslBundle.of(new PemSslStoreBundle(null, pem)).createSslContext();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "facepay.console.registry.trust-store-pem " + trustStorePem + " holds no certificate", e);
    }
  }

  private static boolean isOrigin(URI url) {
    return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }
}
