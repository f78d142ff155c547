package dev.facepay.standalone.devicecheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.facepay.standalone.devicecheck.Seen.Answer;
import dev.facepay.standalone.devicecheck.Seen.Ask;
import dev.facepay.standalone.devicecheck.Seen.Call;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands between App and edge, on this machine's own address alone: hands all on as it is, notes
 * what is about payments, and breaks what the case wants broken.
 */
final class EdgeProxy implements AutoCloseable {

  /** Longer than the longest wait that the edge grants. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So long the App hears nothing, and can be killed. */
  private static final Duration LATE = Duration.ofSeconds(8);

  private static final Duration STAY_AWAY = Duration.ofSeconds(2);

  /** Of the connection, not of the message; what HttpClient sets itself. */
  private static final Set<String> NOT_HANDED_ON =
      Set.of("connection", "content-length", "host", "transfer-encoding", "expect", "upgrade");

  private final URI edge;
  private final Recorder recorder;
  private final InstantSource clock;
  private final Duration late;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final HttpServer server;

  /**
   * @param port 0: any
   * @throws IOException if the port is taken
   */
  EdgeProxy(URI edge, int port, Recorder recorder, InstantSource clock) throws IOException {
    this(edge, port, recorder, clock, LATE);
  }

  /**
   * @param late how long the App waits in vain before its line breaks
   */
  EdgeProxy(URI edge, int port, Recorder recorder, InstantSource clock, Duration late)
      throws IOException {
    this.edge = edge;
    this.recorder = recorder;
    this.clock = clock;
    this.late = late;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** A call on its way. */
  private record Passing(
      HttpExchange exchange,
      Call call,
      Instant at,
      String about,
      @Nullable Ask ask,
      HttpRequest request) {

    boolean waits() {
      String prefer = exchange.getRequestHeaders().getFirst("Prefer");
      return call == Call.EVENTS || (prefer != null && prefer.contains("wait="));
    }

    Seen seen(Instant now, Answer answer) {
      return new Seen(call, at, now, about, ask, waits(), answer);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      Call call = Call.of(exchange.getRequestMethod(), path);
      Ask ask = call == Call.PAY ? Ask.read(body) : null;
      Passing passing =
          new Passing(exchange, call, clock.instant(), path, ask, request(exchange, body));
      switch (recorder.fate(call, ask)) {
        case PASSES -> pass(passing);
        case IS_CUT -> note(passing, Answer.CUT);
        case IS_REFUSED -> refuse(passing);
        case LOSES_ITS_ANSWER -> lose(passing, Duration.ZERO);
        case LOSES_ITS_ANSWER_LATE -> lose(passing, late);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(Passing passing, Answer answer) {
    recorder.add(passing.seen(clock.instant(), answer));
  }

  /** As the edge says it. */
  private void refuse(Passing passing) throws IOException {
    byte[] problem =
        """
        {"type":"/docs/problems#overloaded","title":"More is asked for than can be answered","status":503,"code":"overloaded","retryable":true}
        """
            .getBytes(UTF_8);
    passing.exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    passing.exchange.getResponseHeaders().set("Retry-After", Long.toString(STAY_AWAY.toSeconds()));
    answer(passing, 503, problem, STAY_AWAY);
  }

  /** The edge has it; the App hears nothing. */
  private void lose(Passing passing, Duration after) throws IOException, InterruptedException {
    http.send(passing.request, BodyHandlers.discarding());
    note(passing, Answer.CUT);
    if (after.isPositive()) {
      Thread.sleep(after);
    }
  }

  private void pass(Passing passing) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = http.send(passing.request, BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      for (Map.Entry<String, List<String>> each : answer.headers().map().entrySet()) {
        if (!NOT_HANDED_ON.contains(each.getKey().toLowerCase(Locale.ROOT))) {
          passing.exchange.getResponseHeaders().put(each.getKey(), each.getValue());
        }
      }
      if (passing.call == Call.EVENTS && answer.statusCode() == 200) {
        stream(passing, in);
      } else {
        Duration away =
            Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(0));
        answer(passing, answer.statusCode(), in.readAllBytes(), away);
      }
    }
  }

  private void answer(Passing passing, int status, byte[] body, Duration away) throws IOException {
    boolean isEmpty = body.length == 0;
    passing.exchange.sendResponseHeaders(status, isEmpty ? -1 : body.length);
    if (!isEmpty) {
      passing.exchange.getResponseBody().write(body);
    }
    note(passing, Answer.read(status, body, away));
  }

  /** Line by line, so that each event is there when it happens. */
  private void stream(Passing passing, InputStream in) throws IOException {
    passing.exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = passing.exchange.getResponseBody();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.write((line + "\n").getBytes(UTF_8));
        out.flush();
        if (line.startsWith("data:")) {
          byte[] data = line.substring("data:".length()).getBytes(UTF_8);
          note(passing, Answer.read(200, data, Duration.ZERO));
        }
      }
    }
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(edge.resolve(exchange.getRequestURI().toString()))
            .timeout(PATIENCE)
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
    threads.shutdownNow();
  }
}
