package dev.facepay.standalone.journey;

import dev.facepay.device.edge.Http;
import dev.facepay.device.edge.UrlConnectionHttp;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The devices' side of HTTP; remembers everything that any device was told. */
public final class Till {

  /** Beyond the wait that was asked for: what a busy machine may take. */
  private static final Duration BEYOND = Duration.ofSeconds(30);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final URI edge;
  private final List<DeviceAnswer> told = new CopyOnWriteArrayList<>();
  private final List<String> raw = new CopyOnWriteArrayList<>();

  public Till(HttpClient http, URI edge) {
    this.http = http;
    this.edge = edge;
  }

  public List<DeviceAnswer> told() {
    return List.copyOf(told);
  }

  /** Each answer as it came, head and body. */
  public List<String> raw() {
    return List.copyOf(raw);
  }

  public DeviceAnswer pay(
      DemoDevice device, String paymentId, Map<String, Object> body, Duration wait)
      throws IOException {
    return send(
        device,
        paymentId,
        "pay",
        request(device, "/v1/payments", wait)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  /**
   * @param seen the version that the device has seen; then the call waits for another
   */
  public DeviceAnswer look(
      DemoDevice device, String paymentId, @Nullable Integer seen, Duration wait)
      throws IOException {
    HttpRequest.Builder request = request(device, path(paymentId), wait).GET();
    if (seen != null) {
      request.header("If-None-Match", "\"" + seen + "\"");
    }
    return send(device, paymentId, "look", request.build());
  }

  public DeviceAnswer cancel(DemoDevice device, String paymentId) throws IOException {
    return send(
        device,
        paymentId,
        "cancel",
        request(device, path(paymentId) + "/cancel", Duration.ZERO)
            .POST(BodyPublishers.noBody())
            .build());
  }

  /** Asks for money back until the edge has taken it or refused it; the status. */
  public int refund(DemoDevice device, String paymentId, String number, long fen) {
    return Await.until(
        "an answer to refund " + number,
        () ->
            http.send(
                    request(device, path(paymentId) + "/refunds", Duration.ZERO)
                        .header("Content-Type", "application/json")
                        .POST(
                            BodyPublishers.ofString(
                                JSON.writeValueAsString(
                                    Map.of(
                                        "refund_no", number,
                                        "amount_fen", fen,
                                        "reason", "wrong size"))))
                        .build(),
                    HttpResponse.BodyHandlers.discarding())
                .statusCode(),
        status -> status != 503 && status != 429);
  }

  /** A terminal's way to the edge: what it is told of payments is remembered like the rest. */
  public Http ofDevice(DemoDevice device) {
    Http plain = new UrlConnectionHttp(edge, Duration.ofSeconds(5));
    return ask -> {
      Instant askedAt = Instant.now();
      Http.Reply reply = plain.send(ask);
      if (ask.path().startsWith("/v1/payments") && reply.status() / 100 == 2) {
        JsonNode body = JSON.readTree(reply.body());
        String call =
            ask.method().equals("GET") ? "look" : ask.path().endsWith("/cancel") ? "cancel" : "pay";
        told.add(
            new DeviceAnswer(
                askedAt,
                Instant.now(),
                device.id(),
                device.merchant(),
                body.path("id").asString(""),
                call,
                reply.status(),
                body));
        raw.add(reply.status() + " " + reply.headers() + "\n" + reply.body());
      }
      return reply;
    };
  }

  private HttpRequest.Builder request(DemoDevice device, String path, Duration wait) {
    return HttpRequest.newBuilder(edge.resolve(path))
        .timeout(wait.plus(BEYOND))
        .header("Authorization", "Bearer " + device.key())
        .header("Prefer", "wait=" + wait.toSeconds());
  }

  private DeviceAnswer send(DemoDevice device, String paymentId, String call, HttpRequest request)
      throws IOException {
    Instant askedAt = Instant.now();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode body =
          answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
      DeviceAnswer one =
          new DeviceAnswer(
              askedAt,
              Instant.now(),
              device.id(),
              device.merchant(),
              paymentId,
              call,
              answer.statusCode(),
              body);
      told.add(one);
      raw.add(answer.statusCode() + " " + answer.headers().map() + "\n" + answer.body());
      return one;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String path(String id) {
    int colon = id.indexOf(':') + 1;
    return "/v1/payments/"
        + id.substring(0, colon)
        + URLEncoder.encode(id.substring(colon), StandardCharsets.UTF_8);
  }
}
