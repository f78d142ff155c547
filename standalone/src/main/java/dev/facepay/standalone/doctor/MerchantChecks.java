package dev.facepay.standalone.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Whether each merchant's folder is whole and its certificate good for a while. */
public final class MerchantChecks {

  /** A new certificate takes a person some days to get. */
  private static final Duration CERTIFICATE_WARNING = Duration.ofDays(30);

  private static final int API_KEY_CHARACTERS = 32;

  private MerchantChecks() {}

  /**
   * @param wanted whether somebody named the directory: then it must be there
   */
  public static List<Finding> all(Path merchantsDir, boolean wanted) {
    if (!Files.isDirectory(merchantsDir)) {
      String missing = "no directory " + merchantsDir;
      return List.of(
          wanted
              ? Finding.bad("merchants", missing, "give --merchants an existing directory")
              : Finding.note("merchants", "the simulator makes some at the first start", ""));
    }
    try (Stream<Path> folders = Files.list(merchantsDir)) {
      List<Finding> findings = new ArrayList<>();
      folders.filter(Files::isDirectory).sorted().forEach(folder -> merchant(folder, findings));
      return findings;
    } catch (IOException e) {
      return List.of(
          Finding.bad("merchants", merchantsDir + " cannot be read", "give it to this user"));
    }
  }

  private static void merchant(Path folder, List<Finding> findings) {
    String name = "merchant " + folder.getFileName();
    try {
      String appId = appId(folder);
      int keyLength = Files.readString(folder.resolve("api-key")).strip().length();
      if (appId.isEmpty()) {
        findings.add(Finding.bad(name, "no app_id", "put it into its merchant.properties"));
      } else if (keyLength != API_KEY_CHARACTERS) {
        findings.add(
            Finding.bad(
                name,
                "api-key has " + keyLength + " characters",
                "WeChat's V2 API keys have " + API_KEY_CHARACTERS));
      } else {
        findings.add(certificate(name, appId, folder));
      }
    } catch (IOException e) {
      findings.add(
          Finding.bad(
              name,
              "cannot read " + e.getMessage(),
              "merchant.properties, api-key and apiclient_cert.p12 are needed"));
    }
  }

  private static String appId(Path folder) throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(folder.resolve("merchant.properties"))) {
      properties.load(in);
    }
    return properties.getProperty("app_id", "");
  }

  /** WeChat's key stores have the merchant's number as password. */
  private static Finding certificate(String name, String appId, Path folder) {
    char[] password = String.valueOf(folder.getFileName()).toCharArray();
    try (InputStream in = Files.newInputStream(folder.resolve("apiclient_cert.p12"))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getCertificate(alias) instanceof X509Certificate certificate) {
          return expiry(name, appId, certificate.getNotAfter().toInstant());
        }
      }
      return Finding.bad(name, "no certificate inside", "download apiclient_cert.p12 again");
    } catch (IOException | GeneralSecurityException e) {
      return Finding.bad(
          name,
          "apiclient_cert.p12 cannot be opened",
          "its password must be the merchant's number; reversals need it");
    }
  }

  private static Finding expiry(String name, String appId, Instant notAfter) {
    long days = Duration.between(Instant.now(), notAfter).toDays();
    String found = "%s, certificate good for %d days".formatted(appId, days);
    if (days < 0) {
      return Finding.bad(
          name, "certificate expired " + -days + " days ago", "renew it: reversals fail");
    }
    return days < CERTIFICATE_WARNING.toDays()
        ? Finding.note(name, found, "renew it soon")
        : Finding.good(name, found);
  }
}
