package dev.facepay.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's key goes to the registry alone, where that has a certificate. */
@Tag("real")
class RegistryTlsTest {

  @Test
  void a_registry_behind_tls_is_trusted_by_the_houses_own_authority(@TempDir Path dir)
      throws Exception {
    KeyStore store = selfSigned(dir.resolve("registry.p12"));
    Path pem = dir.resolve("ca.pem");
    Files.writeString(
        pem,
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(
                Base64.getMimeEncoder()
                    .encodeToString(store.getCertificate("registry").getEncoded())));
    HttpsServer tls =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tls.setHttpsConfigurator(new HttpsConfigurator(serving(store)));
    tls.createContext(
        "/",
        http -> {
          http.sendResponseHeaders(200, -1);
          http.close();
        });
    tls.start();
    String url = "--facepay.console.registry.url=https://localhost:" + tls.getAddress().getPort();
    try (ConsoleStand trusting =
            new ConsoleStand(url, "--facepay.console.registry.trust-store-pem=" + pem);
        ConsoleStand others = new ConsoleStand(url)) {
      assertThat(trusting.get("/v1/admin/stores").status()).isEqualTo(200);
      assertThat(others.get("/v1/admin/stores").json().path("code").asString())
          .isEqualTo("registry_unreachable");
    } finally {
      tls.stop(0);
    }
  }

  private static KeyStore selfSigned(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "registry",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
  }

  private static SSLContext serving(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
