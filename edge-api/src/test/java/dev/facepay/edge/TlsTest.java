package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.testkit.Await;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS as docs/securing.md has it switched on, by Spring's own settings. */
@Tag("real")
class TlsTest {

  private static final String PASSWORD = "of-the-test";

  @TempDir Path dir;

  @Test
  void a_new_certificate_is_shown_without_a_restart_and_clear_text_is_not_answered()
      throws Exception {
    Path first = certificate("first");
    Path second = certificate("second");
    Path shown = Files.copy(first, dir.resolve("shown.p12"));
    try (EdgeStand edge =
        new EdgeStand(
            "--server.ssl.bundle=own",
            "--spring.ssl.bundle.jks.own.keystore.location=file:" + shown,
            "--spring.ssl.bundle.jks.own.keystore.password=" + PASSWORD,
            "--spring.ssl.bundle.jks.own.keystore.type=PKCS12",
            "--spring.ssl.bundle.jks.own.reload-on-update=true",
            "--spring.ssl.bundle.watch.file.quiet-period=100ms")) {
      int port = edge.context.getWebServer().getPort();
      assertThat(me(port, first).body()).contains("D03");
      assertThatThrownBy(() -> me(port, second)).isInstanceOf(SSLHandshakeException.class);

      Files.move(second, shown, StandardCopyOption.REPLACE_EXISTING);

      assertThat(Await.until("the new certificate", () -> trusted(port), it -> it)).isTrue();
      HttpRequest clear =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/devices/me"))
              .header("Authorization", "Bearer " + EdgeStand.KEY)
              .build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpResponse<String> refused = client.send(clear, HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("D03");
      }
    }
  }

  private boolean trusted(int port) throws Exception {
    try {
      return me(port, dir.resolve("shown.p12")).statusCode() == 200;
    } catch (SSLHandshakeException e) {
      return false;
    }
  }

  private static HttpResponse<String> me(int port, Path trust) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(trust)) {
      store.load(in, PASSWORD.toCharArray());
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/v1/devices/me"))
            .header("Authorization", "Bearer " + EdgeStand.KEY)
            .build();
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private Path certificate(String name) throws Exception {
    Path store = dir.resolve(name + ".p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-alias",
            "own",
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + name,
            "-ext",
            "SAN=DNS:localhost,IP:127.0.0.1");
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
    assertThat(keytool.waitFor()).isZero();
    return store;
  }
}
