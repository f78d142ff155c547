package dev.facepay.device.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By {@code HttpURLConnection}, which Java and Android both have. It follows no redirect and
 * repeats nothing by itself: whoever repeats a payment knows why.
 */
public final class UrlConnectionHttp implements Http {

  /** Answers are a few hundred bytes; a captive portal's page need not be read whole. */
  private static final int BODY_BYTES_MAX = 64 * 1024;

  private final URI edge;
  private final Duration connectWithin;

  /**
   * @param edge like https://edge.example.com; http:// to this machine itself alone
   * @param connectWithin for the connection, and again for the TLS handshake
   * @throws IllegalArgumentException if the device's key would go over the network in clear
   */
  public UrlConnectionHttp(URI edge, Duration connectWithin) {
    this(edge, connectWithin, isThisMachine(edge.getHost()));
  }

  private UrlConnectionHttp(URI edge, Duration connectWithin, boolean clearIsSafe) {
    boolean clear = "http".equalsIgnoreCase(edge.getScheme());
    if (!(clear && clearIsSafe) && !"https".equalsIgnoreCase(edge.getScheme())) {
      throw new IllegalArgumentException(
          edge + " would take the device's key in clear: use https:// (http:// to localhost only)");
    }
    this.edge = edge;
    this.connectWithin = connectWithin;
  }

  /** In clear, for trying things out in a network that nobody else is in. */
  public static UrlConnectionHttp inClear(URI edge, Duration connectWithin) {
    return new UrlConnectionHttp(edge, connectWithin, true);
  }

  /** By its text: what a name server says of a name is nothing to trust a key to. */
  private static boolean isThisMachine(@Nullable String host) {
    return host != null
        && (host.equalsIgnoreCase("localhost")
            || host.equals("[::1]")
            || host.matches("127(\\.\\d{1,3}){3}"));
  }

  @Override
  public Reply send(Ask ask) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) edge.resolve(ask.path()).toURL().openConnection();
    try {
      prepare(connection, ask);
      connect(connection);
      if (ask.body() != null) {
        try (OutputStream out = connection.getOutputStream()) {
          out.write(ask.body().getBytes(StandardCharsets.UTF_8));
        }
      }
      return reply(connection);
    } catch (HttpRetryException e) {
      // A refused key under a streamed body: the client will not hand out the page, the status it
      // does.
      return new Reply(e.responseCode(), Map.of(), "");
    } finally {
      connection.disconnect();
    }
  }

  private void prepare(HttpURLConnection connection, Ask ask) throws IOException {
    connection.setRequestMethod(ask.method());
    connection.setConnectTimeout(millis(connectWithin));
    connection.setReadTimeout(millis(ask.within()));
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    ask.headers().forEach(connection::setRequestProperty);
    if (ask.body() != null) {
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      // Streamed: a buffered body would be sent a second time on a connection that broke.
      connection.setFixedLengthStreamingMode(ask.body().getBytes(StandardCharsets.UTF_8).length);
    }
  }

  private static void connect(HttpURLConnection connection) throws IOException {
    try {
      connection.connect();
    } catch (ConnectException
        | NoRouteToHostException
        | UnknownHostException
        | SocketTimeoutException e) {
      throw new NotSent(e.getClass().getSimpleName());
    }
  }

  private static Reply reply(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("no HTTP");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> h : connection.getHeaderFields().entrySet()) {
      // The status line has no name here.
      String name = h.getKey();
      if (name != null && !h.getValue().isEmpty()) {
        headers.put(name.toLowerCase(Locale.ROOT), h.getValue().get(0));
      }
    }
    return new Reply(status, headers, text(connection, status));
  }

  private static String text(HttpURLConnection connection, int status) throws IOException {
    InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    return in == null ? "" : read(in);
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[4096];
    try (InputStream open = in) {
      for (int n = open.read(part); n >= 0; n = open.read(part)) {
        bytes.write(part, 0, n);
        if (bytes.size() > BODY_BYTES_MAX) {
          throw new IOException("an answer of more than " + BODY_BYTES_MAX + " bytes");
        }
      }
    }
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }

  private static int millis(Duration time) {
    return (int) Math.min(Integer.MAX_VALUE, time.toMillis());
  }
}
