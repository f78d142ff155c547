package dev.facepay.wechat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Contexts, one per identity, so that each keeps its own sessions for resumption. */
final class Tls {

  private final TrustManagerFactory trust;

  /** Throws {@link IllegalArgumentException} when the file holds no certificates. */
  Tls(@Nullable Path trustStorePem) {
    try {
      trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trustStorePem == null ? null : read(trustStorePem));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "facepay.gateway.trust-store-pem: no certificates can be read from " + trustStorePem, e);
    }
  }

  SSLContext plain() {
    return context(null);
  }

  /** Throws {@link InvalidMerchantException} for a bad file. */
  SSLContext of(ClientCertificate certificate) {
    KeyStore keys = certificate.open();
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, certificate.password().reveal().toCharArray());
      return context(factory.getKeyManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an opened key store was refused", e);
    }
  }

  private SSLContext context(KeyManager @Nullable [] keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static KeyStore read(Path pem) throws GeneralSecurityException, IOException {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(pem)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (certificates.isEmpty()) {
      throw new IOException("empty");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("trusted-" + number++, certificate);
    }
    return store;
  }
}
