package dev.facepay.wechat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server that may misbehave in every way that TCP allows, and counts what reaches it. */
public final class GatewayStub implements AutoCloseable {

  /** One request that arrived whole. */
  public record Arrival(String path, String body, String certificate) {

    Map<String, String> fields() {
      try {
        return MessageXml.read(body);
      } catch (MessageXml.UnreadableException e) {
        throw new AssertionError(body, e);
      }
    }
  }

  /** Writes an answer, or part of one, or none. */
  public interface Behaviour {
    void answer(Arrival arrival, OutputStream out) throws IOException, InterruptedException;
  }

  /** Far beyond what a test takes between two calls on one connection. */
  private static final int IDLE_MAX_MS = 180_000;

  public final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  public final AtomicInteger connections = new AtomicInteger();

  private final ServerSocket server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour;

  public GatewayStub(Behaviour behaviour) {
    this(null, behaviour);
  }

  public GatewayStub(@Nullable SSLContext tls, Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      if (tls == null) {
        server = new ServerSocket(0, 50, loopback);
      } else {
        server = tls.getServerSocketFactory().createServerSocket(0, 50, loopback);
        ((SSLServerSocket) server).setWantClientAuth(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  static Behaviour body(String body) {
    return status(200, body);
  }

  static Behaviour status(int status, String body) {
    return (arrival, out) -> write(out, status, body.getBytes(UTF_8));
  }

  static void write(OutputStream out, int status, byte[] body) throws IOException {
    out.write(
        "HTTP/1.1 %d X\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, body.length)
            .getBytes(ISO_8859_1));
    out.write(body);
    out.flush();
  }

  void behave(Behaviour other) {
    behaviour = other;
  }

  URI url() {
    String scheme = server instanceof SSLServerSocket ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        open.add(socket);
        connections.incrementAndGet();
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      socket.setSoTimeout(IDLE_MAX_MS);
      while (!socket.isClosed()) {
        Arrival arrival = read(in, socket);
        arrivals.add(arrival);
        behaviour.answer(arrival, out);
      }
    } catch (IOException | InterruptedException e) {
      // The client went away, or the behaviour cut the line.
    }
  }

  private static Arrival read(InputStream in, Socket socket) throws IOException {
    String first = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    return new Arrival(first.split(" ")[1], new String(body, UTF_8), peer(socket));
  }

  private static String peer(Socket socket) {
    if (!(socket instanceof SSLSocket tls)) {
      return "";
    }
    try {
      X509Certificate certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    } catch (SSLPeerUnverifiedException e) {
      return "";
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("end");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
