package dev.facepay.device;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The edge's contract over real HTTP, with a ledger of its own: how often each order was charged,
 * and what is kept. Each attempt walks through the states that its order was given.
 */
final class EdgeDouble implements AutoCloseable {

  static final String KEY = "the-device-key";
  static final String MERCHANT = "1900000109";

  /** What happens to the next request whose method and path begin like this. */
  record Fault(String what, Kind kind) {}

  enum Kind {
    /** Carried out, and then cut. */
    ANSWER_LOST,
    /** Cut before it is carried out. */
    REQUEST_LOST,
    HTML,
    STATUS_429,
    STATUS_503,
    STATUS_500,
    STORAGE_FULL,
    OVERLOADED,
    UNAUTHORIZED,
    INVALID,
    CARRIED_OUT_THEN_HTML
  }

  final List<String> requests = new ArrayList<>();
  final Map<String, JsonObject> payments = new LinkedHashMap<>();
  final Map<String, String> contents = new LinkedHashMap<>();
  final Map<String, Integer> charges = new LinkedHashMap<>();
  final Map<String, String> states = new LinkedHashMap<>();
  final Map<String, Integer> steps = new LinkedHashMap<>();
  final List<String> cancelled = new ArrayList<>();
  final Deque<Fault> faults = new ArrayDeque<>();
  final ReportsDouble reports;
  int credentials;
  int heartbeats;
  long expiresIn = 3600;
  String subMchId = "";

  /** How the payments of an order go, attempt by attempt: states joined by a blank. */
  final Map<Long, List<String>> byAmount = new LinkedHashMap<>();

  private final ManualScheduler clock;
  private final HttpServer server;

  EdgeDouble(ManualScheduler clock) throws IOException {
    this.clock = clock;
    this.reports = new ReportsDouble(clock);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized void fault(String what, Kind... kinds) {
    for (Kind kind : kinds) {
      faults.add(new Fault(what, kind));
    }
  }

  synchronized int charged(String orderNo) {
    return charges.entrySet().stream()
        .filter(c -> c.getKey().equals(orderNo) || c.getKey().startsWith(orderNo + "-"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  synchronized long count(String what) {
    return requests.stream().filter(r -> r.startsWith(what)).count();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void handle(HttpExchange http) throws IOException {
    String what = http.getRequestMethod() + " " + http.getRequestURI().getRawPath();
    String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(what);
    Fault next = faults.peek();
    Kind kind = next != null && what.startsWith(next.what()) ? faults.remove().kind() : null;
    if (kind == Kind.REQUEST_LOST) {
      http.close();
    } else if (kind == null || kind == Kind.ANSWER_LOST || kind == Kind.CARRIED_OUT_THEN_HTML) {
      Reply reply = carryOut(http, what, body);
      if (kind == Kind.ANSWER_LOST) {
        http.close();
      } else if (kind == null) {
        send(http, reply);
      } else {
        send(http, html());
      }
    } else {
      send(http, broken(kind));
    }
  }

  private static Reply broken(Kind kind) {
    return switch (kind) {
      case STATUS_429 -> problem(429, "rate_limited", true).after("7");
      case STATUS_503 -> problem(503, "starting", true).after("3");
      case STATUS_500 -> problem(500, "internal_error", true);
      case STORAGE_FULL -> problem(503, "storage_full", true).after("30");
      case OVERLOADED -> problem(503, "overloaded", true).after("7");
      case UNAUTHORIZED -> problem(401, "unauthorized", false);
      case INVALID -> problem(400, "invalid_request", false);
      default -> html();
    };
  }

  private static Reply html() {
    return new Reply(200, "<html>Welcome to the shop's wifi</html>", Map.of());
  }

  private Reply carryOut(HttpExchange http, String what, String body) {
    if (what.equals("POST /v1/devices/enroll")) {
      return body.contains("ABCDE-FGHJK")
          ? new Reply(201, me("\"key\":\"" + KEY + "\",").body, Map.of())
          : problem(403, "enrolment_refused", false);
    }
    if (!("Bearer " + KEY).equals(http.getRequestHeaders().getFirst("Authorization"))) {
      return problem(401, "unauthorized", false);
    }
    if (what.equals("GET /v1/devices/me")) {
      return me("");
    }
    if (what.equals("POST /v1/devices/me/heartbeat")) {
      heartbeats++;
      return new Reply(204, "", Map.of());
    }
    if (what.equals("POST /v1/auth")) {
      credentials++;
      return new Reply(
          200,
          "{\"authinfo\":\"authinfo-%d\",\"expires_in\":%d,\"cached\":false}"
              .formatted(credentials, expiresIn),
          Map.of());
    }
    Optional<ReportsDouble.Reply> report = reports.carryOut(what, body);
    if (report.isPresent()) {
      return new Reply(report.get().status(), report.get().body(), Map.of());
    }
    if (what.equals("POST /v1/payments")) {
      return pay(JsonParser.parseString(body).getAsJsonObject(), body);
    }
    return existing(http, what);
  }

  private Reply me(String more) {
    String sub =
        subMchId.isEmpty() ? "" : ",\"sub_mch_id\":\"" + subMchId + "\",\"sub_appid\":\"wxsub\"";
    return new Reply(
        200,
        "{%s\"device_id\":\"D1\",\"store_id\":\"S1\",\"store_name\":\"Shop 1\",\"merchant_id\":\"%s\",\"appid\":\"wx1\"%s}"
            .formatted(more, MERCHANT, sub),
        Map.of());
  }

  private Reply pay(JsonObject ask, String body) {
    int attempt = ask.get("attempt").getAsInt();
    String order = ask.get("order_no").getAsString();
    String outTradeNo = attempt == 1 ? order : order + "-" + attempt;
    String before = contents.get(outTradeNo);
    if (before != null && !before.equals(body)) {
      return problem(409, "order_number_reused", false);
    }
    if (before == null) {
      if (attempt > 1) {
        String last = state(attempt == 2 ? order : order + "-" + (attempt - 1));
        if (last.isEmpty()) {
          return problem(409, "previous_attempt_missing", false);
        }
        if (last.equals("SUCCEEDED")) {
          return problem(409, "order_already_paid", false);
        }
        if (!last.equals("FAILED") && !last.equals("REVERSED")) {
          step(order);
          return problem(409, "attempt_open", true);
        }
      }
      contents.put(outTradeNo, body);
      payments.put(outTradeNo, ask);
      List<String> plans =
          byAmount.getOrDefault(ask.get("total_fee").getAsLong(), List.of("SUCCEEDED"));
      states.put(outTradeNo, plans.get(Math.min(attempt, plans.size()) - 1));
      steps.put(outTradeNo, 0);
      charge(outTradeNo);
    }
    return shown(outTradeNo, 201);
  }

  private Reply existing(HttpExchange http, String what) {
    String rest = what.substring(what.indexOf("/v1/payments/") + "/v1/payments/".length());
    boolean cancel = rest.endsWith("/cancel");
    String id =
        URLDecoder.decode(
            cancel ? rest.substring(0, rest.length() - "/cancel".length()) : rest,
            StandardCharsets.UTF_8);
    String outTradeNo = id.substring(id.indexOf(':') + 1);
    if (!id.startsWith(MERCHANT + ":") || !payments.containsKey(outTradeNo)) {
      return problem(404, "payment_not_known", true);
    }
    if (cancel) {
      cancelled.add(outTradeNo);
      if (!state(outTradeNo).equals("SUCCEEDED")) {
        states.put(outTradeNo, "REVERSING REVERSED");
        steps.put(outTradeNo, 0);
      }
      return shown(outTradeNo, 202);
    }
    String tag = http.getRequestHeaders().getFirst("If-None-Match");
    if (tag != null && tag.equals(tag(outTradeNo))) {
      step(outTradeNo);
      if (tag.equals(tag(outTradeNo))) {
        clock.pass(Duration.ofSeconds(wait(http)));
        return new Reply(304, "", Map.of());
      }
      clock.pass(Duration.ofSeconds(2));
    }
    return shown(outTradeNo, 200);
  }

  private static long wait(HttpExchange http) {
    String prefer = http.getRequestHeaders().getFirst("Prefer");
    return prefer == null ? 0 : Long.parseLong(prefer.substring("wait=".length()));
  }

  private void step(String outTradeNo) {
    int last = states.get(outTradeNo).split(" ").length - 1;
    steps.merge(outTradeNo, 1, (now, one) -> Math.min(last, now + one));
    charge(outTradeNo);
  }

  private void charge(String outTradeNo) {
    if (state(outTradeNo).equals("SUCCEEDED")) {
      charges.putIfAbsent(outTradeNo, 1);
    }
  }

  private String state(String outTradeNo) {
    String plan = states.get(outTradeNo);
    return plan == null
        ? ""
        : plan.split(" ")[steps.get(outTradeNo)].replace("PASSWORD", "WAITING");
  }

  private String tag(String outTradeNo) {
    return "\"" + states.get(outTradeNo).hashCode() + "." + steps.get(outTradeNo) + "\"";
  }

  private Reply shown(String outTradeNo, int status) {
    JsonObject ask = payments.get(outTradeNo);
    String state = state(outTradeNo);
    boolean password = states.get(outTradeNo).split(" ")[steps.get(outTradeNo)].equals("PASSWORD");
    boolean isFinal = List.of("SUCCEEDED", "FAILED", "REVERSED").contains(state);
    JsonObject body = new JsonObject();
    body.addProperty("id", MERCHANT + ":" + outTradeNo);
    body.addProperty("order_no", ask.get("order_no").getAsString());
    body.addProperty("attempt", ask.get("attempt").getAsInt());
    body.addProperty("state", state);
    body.addProperty("final", isFinal);
    if (isFinal || state.equals("REVERSING")) {
      body.addProperty("paid", state.equals("SUCCEEDED"));
    }
    body.addProperty(
        "next_action",
        password ? "ASK_PASSWORD" : state.equals("FAILED") ? "ASK_OTHER_METHOD" : "WAIT");
    if (state.equals("FAILED")) {
      body.addProperty("reason", "not_enough");
    }
    if (state.equals("SUCCEEDED")) {
      body.addProperty("transaction_id", "42" + outTradeNo);
    }
    JsonObject message = new JsonObject();
    message.addProperty("zh", "支付");
    message.addProperty("en", state);
    body.add("message", message);
    body.addProperty("total_fee", ask.get("total_fee").getAsLong());
    return new Reply(isFinal ? status : 202, body.toString(), Map.of("ETag", tag(outTradeNo)));
  }

  private static Reply problem(int status, String code, boolean retryable) {
    return new Reply(
        status,
        "{\"type\":\"/docs/problems#%s\",\"status\":%d,\"code\":\"%s\",\"retryable\":%s}"
            .formatted(code, status, code, retryable),
        Map.of("Content-Type", "application/problem+json"));
  }

  private static void send(HttpExchange http, Reply reply) throws IOException {
    reply.headers.forEach((name, value) -> http.getResponseHeaders().set(name, value));
    byte[] bytes = reply.body.getBytes(StandardCharsets.UTF_8);
    boolean none = reply.status == 204 || reply.status == 304;
    http.sendResponseHeaders(reply.status, none ? -1 : bytes.length);
    if (!none) {
      http.getResponseBody().write(bytes);
    }
    http.close();
  }

  private record Reply(int status, String body, Map<String, String> headers) {
    Reply after(String seconds) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put("Retry-After", seconds);
      return new Reply(status, body, more);
    }
  }
}
