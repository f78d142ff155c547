package dev.facepay.standalone;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** By whom the certificates of edge, registry and console may be. */
final class Authorities {

  private Authorities() {}

  /**
   * Whatever this process asks by HTTPS from now on must have a certificate by one of them.
   *
   * @param file PEM, as {@code curl --cacert} takes it
   */
  static void trust(String file) {
    try {
      PemSslStoreDetails pem = PemSslStoreDetails.forCertificate("file:" + file);
      SSLContext.setDefault(SslBundle.of(new PemSslStoreBundle(null, pem)).createSslContext());
    } catch (RuntimeException e) {
      throw new CannotRun(
          ExitCode.CONFIGURATION,
          "FACEPAY_CA_FILE %s holds no certificate".formatted(file),
          "name a file with certificates in PEM",
          e);
    }
  }
}
