package dev.facepay.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.facepay.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database behind TLS, whose certificate an authority of the house has made. */
@Tag("real")
class DatabaseTlsTest {

  private static final String PASSWORD = "of-the-test";

  @TempDir Path dir;

  @Test
  void the_servers_authority_is_a_file_and_no_other_is_trusted() throws Exception {
    certificate("own");
    certificate("stranger");
    try (EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
        TlsFront front = new TlsFront(tls("own"), database.uri())) {
      assertThat(answers(front.uri() + "/?tls=true&tlsCAFile=" + pem("own"))).isTrue();
      assertThat(answers(front.uri() + "/?tlsCAFile=" + pem("own") + "&tls=true")).isTrue();
      assertThat(answers(front.uri() + "/?tls=true&tlsCAFile=" + pem("stranger"))).isFalse();
      assertThat(answers(front.uri() + "/?tls=true")).isFalse();
      assertThat(answers(front.uri() + "/")).isFalse();
    }
  }

  @Test
  void a_file_that_holds_none_is_named() throws Exception {
    Path empty = Files.writeString(dir.resolve("empty.pem"), "nothing");
    for (Path file : List.of(empty, dir.resolve("missing.pem"))) {
      assertThatThrownBy(() -> Database.at("mongodb://x/?tls=true&tlsCAFile=" + file, "d"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tlsCAFile " + file);
    }
  }

  private static boolean answers(String uri) {
    try (MongoClient client =
        MongoClients.create(
            Database.connection(uri)
                .applyToClusterSettings(it -> it.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .build())) {
      return client.listDatabaseNames().into(new ArrayList<>()) != null;
    } catch (MongoTimeoutException e) {
      return false;
    }
  }

  private Path pem(String name) {
    return dir.resolve(name + ".pem");
  }

  private SSLContext tls(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(dir.resolve(name + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void certificate(String name) throws Exception {
    String store = dir.resolve(name + ".p12").toString();
    keytool(
        store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "SAN=IP:127.0.0.1");
    keytool(store, "-exportcert", "-rfc", "-file", pem(name).toString());
  }

  private static void keytool(String store, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                store,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "own"));
    command.addAll(1, List.of(more));
    Process run = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
    assertThat(run.waitFor()).isZero();
  }

  /** Takes TLS and hands on clear text, as the stand-in for MongoDB has none. */
  private static final class TlsFront implements AutoCloseable {

    private final SSLServerSocket listening;
    private final int behind;

    TlsFront(SSLContext tls, String uri) throws IOException {
      behind = Integer.parseInt(uri.replaceFirst("^mongodb://[^:]*:(\\d+).*", "$1"));
      listening =
          (SSLServerSocket)
              tls.getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::accept);
    }

    String uri() {
      return "mongodb://127.0.0.1:" + listening.getLocalPort();
    }

    private void accept() {
      try {
        while (!listening.isClosed()) {
          Socket client = listening.accept();
          Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
          Thread.ofVirtual().start(() -> copy(client, server));
          Thread.ofVirtual().start(() -> copy(server, client));
        }
      } catch (IOException e) {
        // It is closed.
      }
    }

    private static void copy(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        // One side has gone: so does the other.
      }
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
