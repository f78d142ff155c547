package dev.facepay.device.edge;

import com.google.gson.JsonObject;
import dev.facepay.device.json.Json;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of the edge API, blocking, from any thread. Whatever happens is an {@link Answer}. */
public final class EdgeClient {

  /** Beyond the wait that was asked for: a loaded edge and a slow network. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(5);

  private final Http http;
  private final @Nullable String key;
  private final Duration patience;

  /**
   * @param key the device's; null while it has none, for {@link #enroll} alone
   */
  public EdgeClient(Http http, @Nullable String key) {
    this(http, key, PATIENCE);
  }

  /**
   * @param patience what an answer may take beyond the wait that was asked for
   */
  public EdgeClient(Http http, @Nullable String key, Duration patience) {
    this.http = http;
    this.key = key;
    this.patience = patience;
  }

  /** Exchanges a one-time code for the device's key. */
  public Answer<Enrolled> enroll(String code) {
    JsonObject body = new JsonObject();
    body.addProperty("code", code);
    return send(
        ask("POST", "/v1/devices/enroll", Duration.ZERO, body, null),
        json -> new Enrolled(json.required("key"), DeviceIdentity.read(json)));
  }

  /** The device that the key belongs to. */
  public Answer<DeviceIdentity> me() {
    return send(ask("GET", "/v1/devices/me", Duration.ZERO, null, null), DeviceIdentity::read);
  }

  /** Says that the device lives. */
  public Answer<Boolean> heartbeat(String faceSdkVersion, @Nullable String appVersion) {
    JsonObject body = new JsonObject();
    body.addProperty("face_sdk_version", faceSdkVersion);
    if (appVersion != null) {
      body.addProperty("app_version", appVersion);
    }
    return send(
        ask("POST", "/v1/devices/me/heartbeat", Duration.ZERO, body, null), json -> Boolean.TRUE);
  }

  /** Rawdata for a credential; waits up to {@code wait} for WeChat. */
  public Answer<Credential> credential(String rawdata, Duration wait) {
    JsonObject body = new JsonObject();
    body.addProperty("rawdata", rawdata);
    return send(
        ask("POST", "/v1/auth", wait, body, null),
        json -> {
          long expiresIn = json.number("expires_in");
          if (expiresIn <= 0) {
            throw new IOException("a credential that has expired");
          }
          boolean cached = Boolean.TRUE.equals(json.flag("cached"));
          return new Credential(json.required("authinfo"), expiresIn, cached);
        });
  }

  /** Sends a payment: the same request is the same payment, however often it is sent. */
  public Answer<PaymentSeen> pay(PayBody payment, Duration wait) {
    return send(ask("POST", "/v1/payments", wait, payment.json(), null), PaymentSeen::read);
  }

  /**
   * The payment once it shows something else than {@code tag}, or after {@code wait}.
   *
   * @param id {@code mch_id:out_trade_no}
   */
  public Answer<PaymentSeen> watch(String id, @Nullable String tag, Duration wait) {
    return send(ask("GET", path(id), wait, null, tag), PaymentSeen::read);
  }

  /**
   * This device's own payments of the last half hour, the newest first: no journal, but a look at
   * what became of the last ones.
   *
   * @param limit 1 to 100
   */
  public Answer<List<PaymentSeen>> recent(int limit) {
    return send(
        ask("GET", "/v1/payments?limit=" + limit, Duration.ZERO, null, null),
        json -> all(json, "payments", PaymentSeen::read));
  }

  /** Gives up; a payment that completed all the same wins. */
  public Answer<PaymentSeen> cancel(String id) {
    return send(
        ask("POST", path(id) + "/cancel", Duration.ZERO, new JsonObject(), null),
        PaymentSeen::read);
  }

  /**
   * Gives a paid payment back, whole or in part: the same request is the same refund, however often
   * it is sent.
   *
   * @param id the payment's, {@code mch_id:out_trade_no}
   * @param refundNo 1 to 31 letters, digits or {@code _-|*}, made and stored by the App before the
   *     first call, unique within the payment
   * @param amountFen fen, 1 up to what is left of it
   * @param reason 1 to 80 characters; WeChat shows it to the buyer
   */
  public Answer<RefundSeen> refund(
      String id, String refundNo, long amountFen, String reason, Duration wait) {
    JsonObject body = new JsonObject();
    body.addProperty("refund_no", refundNo);
    body.addProperty("amount_fen", amountFen);
    body.addProperty("reason", reason);
    return send(ask("POST", path(id) + "/refunds", wait, body, null), RefundSeen::read);
  }

  /** The refund once it shows something else than {@code tag}, or after {@code wait}. */
  public Answer<RefundSeen> watchRefund(
      String id, String refundNo, @Nullable String tag, Duration wait) {
    String path = path(path(id) + "/refunds/", refundNo);
    return send(ask("GET", path, wait, null, tag), RefundSeen::read);
  }

  /** What this device shall report; waits up to {@code wait} for something. */
  public Answer<List<ReportJob>> reports(Duration wait) {
    return send(
        ask("GET", "/v1/devices/me/reports", wait, null, null),
        json -> all(json, "reports", ReportJob::read));
  }

  /**
   * Says what came of a report; the same word again changes nothing.
   *
   * @param id the job's
   */
  public Answer<Boolean> report(String id, ReportWord word) {
    String path = path("/v1/devices/me/reports/", id);
    return send(ask("POST", path, Duration.ZERO, word.json(), null), json -> Boolean.TRUE);
  }

  /** Tells of a trade that was paid elsewhere; the same trade again changes nothing. */
  public Answer<Boolean> trade(TradeBody trade) {
    return send(ask("POST", "/v1/trades", Duration.ZERO, trade.json(), null), json -> Boolean.TRUE);
  }

  private static <T> List<T> all(Json json, String name, Reading<T> reading) throws IOException {
    List<T> all = new ArrayList<>();
    for (Json one : json.objects(name)) {
      all.add(reading.read(one));
    }
    return all;
  }

  private Http.Ask ask(
      String method, String path, Duration wait, @Nullable JsonObject body, @Nullable String tag) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json, application/problem+json");
    if (key != null) {
      headers.put("Authorization", "Bearer " + key);
    }
    if (!wait.isZero()) {
      headers.put("Prefer", "wait=" + wait.toMillis() / 1000);
    }
    if (tag != null) {
      headers.put("If-None-Match", tag);
    }
    String text = body == null ? null : body.toString();
    return new Http.Ask(method, path, headers, text, wait.plus(patience));
  }

  private <T> Answer<T> send(Http.Ask ask, Reading<T> reading) {
    try {
      return answer(http.send(ask), reading);
    } catch (Http.NotSent e) {
      return new Answer.Silence<>(false, "not connected", null);
    } catch (IOException e) {
      return new Answer.Silence<>(true, e.getClass().getSimpleName(), null);
    } catch (RuntimeException e) {
      // A client of the App's own may throw what it likes; whether it had sent is not known then.
      return new Answer.Silence<>(true, e.getClass().getSimpleName(), null);
    }
  }

  private static <T> Answer<T> answer(Http.Reply reply, Reading<T> reading) {
    Duration retryAfter = retryAfter(reply.header("retry-after"));
    if (reply.status() == 304) {
      return new Answer.Unchanged<>();
    }
    try {
      if (reply.status() / 100 == 2) {
        Json body = Json.read(reply.status() == 204 ? "{}" : reply.body());
        return new Answer.Success<>(reading.read(body), reply.header("etag"));
      }
      Json problem = Json.read(reply.body());
      String code = problem.required("code");
      return new Answer.Problem<>(
          reply.status(), code, Boolean.TRUE.equals(problem.flag("retryable")), retryAfter);
    } catch (IOException e) {
      return unreadable(reply, retryAfter);
    }
  }

  /**
   * A portal, a proxy, a broken answer: not the edge's word. A 401 without its page is: Java's
   * client keeps the page back.
   */
  private static <T> Answer<T> unreadable(Http.Reply reply, @Nullable Duration retryAfter) {
    return reply.status() == 401 && reply.body().isEmpty()
        ? new Answer.Problem<>(401, "unauthorized", false, retryAfter)
        : new Answer.Silence<>(true, "answered " + reply.status() + " unreadably", retryAfter);
  }

  private static @Nullable Duration retryAfter(@Nullable String seconds) {
    if (seconds == null || !seconds.matches("[0-9]{1,9}")) {
      return null;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
    return asked.compareTo(RETRY_AFTER_MAX) < 0 ? asked : RETRY_AFTER_MAX;
  }

  private static String path(String id) {
    return path("/v1/payments/", id);
  }

  @SuppressWarnings("JdkObsolete") // the other encode is not on older Androids
  private static String path(String where, String id) {
    int colon = id.indexOf(':') + 1;
    try {
      return where + id.substring(0, colon) + URLEncoder.encode(id.substring(colon), "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("UTF-8 is always there", e);
    }
  }

  private interface Reading<T> {
    T read(Json json) throws IOException;
  }
}
