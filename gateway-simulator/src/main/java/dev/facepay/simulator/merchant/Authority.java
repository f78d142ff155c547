package dev.facepay.simulator.merchant;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/** The simulator's certificate authority. P-256, since handshakes share the machine with tests. */
final class Authority {
  private static final String ALIAS = "facepay";
  private static final Duration LIFE = Duration.ofDays(3650);

  /** As in the files that WeChat hands out. Java's own 10,000 are a second of each cold start. */
  private static final String ITERATIONS = "2048";

  static {
    // Only by these can it be said for the whole of a file; nothing else here writes key stores.
    for (String what : List.of("certPbe", "keyPbe", "mac")) {
      Security.setProperty("keystore.pkcs12." + what + "IterationCount", ITERATIONS);
    }
  }

  private final PrivateKey key;
  private final X509Certificate certificate;

  private Authority(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /** The authority of a directory, created with its {@code ca.pem} the first time. */
  static Authority of(Path keyStore, Path pem, char[] password)
      throws IOException, GeneralSecurityException {
    if (Files.exists(keyStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(keyStore)) {
        store.load(in, password);
      }
      return new Authority(
          (PrivateKey) store.getKey(ALIAS, password),
          (X509Certificate) store.getCertificate(ALIAS));
    }
    KeyPair pair = pair();
    X500Name name = new X500Name("CN=FacePay simulator CA");
    X509Certificate own = sign(name, name, pair, pair.getPrivate(), true, null);
    PrivateFiles.write(pem, pem(own));
    PrivateFiles.write(keyStore, store(pair.getPrivate(), password, own));
    return new Authority(pair.getPrivate(), own);
  }

  /** A key store with a new key and a certificate for a server on this machine. */
  byte[] server(char[] password) throws IOException, GeneralSecurityException {
    GeneralNames names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            });
    return issue(new X500Name("CN=localhost"), names, password);
  }

  /** A key store with a new key and a certificate of a merchant. */
  byte[] merchant(String mchId, char[] password) throws IOException, GeneralSecurityException {
    return issue(new X500Name("CN=" + mchId + ",O=FacePay simulator"), null, password);
  }

  private byte[] issue(X500Name subject, @Nullable GeneralNames names, char[] password)
      throws IOException, GeneralSecurityException {
    KeyPair pair = pair();
    X500Name issuer = new X500Name("CN=FacePay simulator CA");
    X509Certificate issued = sign(subject, issuer, pair, key, false, names);
    return store(pair.getPrivate(), password, issued, certificate);
  }

  private static X509Certificate sign(
      X500Name subject,
      X500Name issuer,
      KeyPair pair,
      PrivateKey signer,
      boolean isAuthority,
      @Nullable GeneralNames names)
      throws IOException, GeneralSecurityException {
    Instant now = Clock.systemUTC().instant();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(64, new SecureRandom()),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(LIFE)),
            subject,
            pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
    if (names != null) {
      builder.addExtension(Extension.subjectAlternativeName, false, names);
    }
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static byte[] store(PrivateKey key, char[] password, Certificate... chain)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setKeyEntry(ALIAS, key, password, chain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password);
    return out.toByteArray();
  }

  private static byte[] pem(X509Certificate certificate) throws GeneralSecurityException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    String text = "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
