package dev.facepay.wechat;

import dev.facepay.wechat.InvalidMerchantException.Defect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;

/**
 * The merchant's client certificate, as WeChat hands it out ({@code apiclient_cert.p12}).
 *
 * @param p12 a PKCS #12 file with one private key
 * @param password WeChat's own default is the merchant id
 */
record ClientCertificate(Path p12, Secret password) {

  /** Opens the file; throws {@link InvalidMerchantException} when that cannot be done. */
  public KeyStore open() {
    try (InputStream in = Files.newInputStream(p12)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.reveal().toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      // The cause stays out: some providers put the password's length or bytes into it.
      throw new InvalidMerchantException(Defect.BAD_CERTIFICATE, p12.toString());
    }
  }

  /** When the certificate ends; reads the file. */
  Instant readExpiry() {
    KeyStore store = open();
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate own) {
          return own.getNotAfter().toInstant();
        }
      }
    } catch (GeneralSecurityException e) {
      throw new InvalidMerchantException(Defect.BAD_CERTIFICATE, p12.toString(), e);
    }
    throw new InvalidMerchantException(Defect.NO_PRIVATE_KEY, p12.toString());
  }
}
