package dev.facepay.wechat;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test run, its server and its clients. */
final class TestCertificates {

  private static final Instant FAR = Instant.parse("2040-01-01T00:00:00Z");
  private static final Instant FARTHEST = Instant.parse("9999-01-01T00:00:00Z");
  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final TestCertificates INSTANCE = new TestCertificates();

  private final KeyPair authorityKeys = keys();
  private final X500Name authorityName = new X500Name("CN=Test Authority");
  private final X509Certificate authority = issue(authorityName, authorityKeys, FAR, true);

  private TestCertificates() {}

  public static TestCertificates get() {
    return INSTANCE;
  }

  /** A PKCS #12 file as WeChat hands it out. */
  public void writeClient(Path p12, String name, String password, Instant end) {
    try (OutputStream out = Files.newOutputStream(p12)) {
      store("CN=" + name, password, end).store(out, password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  void writeAuthority(Path pem) throws Exception {
    String base64 = Base64.getMimeEncoder().encodeToString(authority.getEncoded());
    Files.writeString(
        pem, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }

  SSLContext server() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store("CN=127.0.0.1", "server", FAR), "server".toCharArray());
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authority);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private KeyStore store(String name, String password, Instant end)
      throws GeneralSecurityException, IOException {
    KeyPair own = keys();
    X509Certificate certificate = issue(new X500Name(name), own, end, false);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own", own.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
    return store;
  }

  private X509Certificate issue(X500Name name, KeyPair own, Instant end, boolean isAuthority) {
    Instant until = end.isAfter(FARTHEST) ? FARTHEST : end;
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            authorityName,
            BigInteger.valueOf(SERIAL.getAndIncrement()),
            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
            Date.from(until),
            name,
            own.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .build(authorityKeys.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
