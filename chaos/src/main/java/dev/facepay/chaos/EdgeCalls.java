package dev.facepay.chaos;

import dev.facepay.chaos.judge.Evidence.DeviceAnswer;
import dev.facepay.chaos.judge.Evidence.Sent;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The devices' side of HTTP: any instance of the edge will do. Remembers what it was told. */
final class EdgeCalls implements AutoCloseable {

  private static final Duration BEYOND = Duration.ofSeconds(5);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
  private static final int NOTHING_NEW = 304;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .build();
  private final List<URI> edges;
  private final Diary diary;

  EdgeCalls(List<URI> edges, Diary diary) {
    this.edges = List.copyOf(edges);
    this.diary = diary;
  }

  /** What was answered; empty if nothing was. */
  Optional<DeviceAnswer> pay(Device device, Sent sent, long fen, String code, Duration wait)
      throws InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("order_no", sent.orderNo());
    body.put("attempt", sent.attempt());
    body.put("auth_code", code);
    body.put("total_fee", fen);
    body.put("body", "Noodles");
    body.put("channel", "face");
    return send(
        device,
        sent.paymentId(),
        fen == sent.fen() ? "pay" : "other",
        request(device, "/v1/payments", wait)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /** As soon as there is something else to show than that version. */
  Optional<DeviceAnswer> look(Device device, String paymentId, int seen, Duration wait)
      throws InterruptedException {
    return send(
        device,
        paymentId,
        "look",
        request(device, path(paymentId), wait).header("If-None-Match", "\"" + seen + "\"").GET());
  }

  Optional<DeviceAnswer> cancel(Device device, String paymentId) throws InterruptedException {
    return send(
        device,
        paymentId,
        "cancel",
        request(device, path(paymentId) + "/cancel", Duration.ZERO).POST(BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(Device device, String path, Duration wait) {
    URI edge = edges.get(ThreadLocalRandom.current().nextInt(edges.size()));
    return HttpRequest.newBuilder(edge.resolve(path))
        .timeout(wait.plus(BEYOND))
        .header("Authorization", "Bearer " + device.key())
        .header("Prefer", "wait=" + wait.toSeconds());
  }

  private Optional<DeviceAnswer> send(
      Device device, String paymentId, String call, HttpRequest.Builder request)
      throws InterruptedException {
    Instant askedAt = Instant.now();
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() == NOTHING_NEW) {
        return Optional.empty();
      }
      JsonNode body =
          answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
      DeviceAnswer told = told(askedAt, device, paymentId, call, answer.statusCode(), body);
      diary.told(told);
      return Optional.of(told);
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  private static DeviceAnswer told(
      Instant askedAt, Device device, String paymentId, String call, int status, JsonNode body) {
    return new DeviceAnswer(
        askedAt,
        Instant.now(),
        device.id(),
        device.merchant(),
        paymentId,
        call,
        status,
        body.path("state").asString(""),
        body.path("paid").isBoolean() ? body.path("paid").asBoolean() : null,
        body.path("final").asBoolean(false),
        body.path("reason").asString(""),
        body.path("next_action").asString(""),
        body.path("code").asString(""),
        body.path("retryable").asBoolean(false),
        body.path("total_fee").asLong(0),
        body.path("id").asString(""));
  }

  private static String path(String id) {
    int colon = id.indexOf(':') + 1;
    return "/v1/payments/"
        + id.substring(0, colon)
        + URLEncoder.encode(id.substring(colon), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
