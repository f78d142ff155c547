package dev.facepay.edge.payments;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.access.Device;
import dev.facepay.edge.access.EdgeProblem;
import dev.facepay.edge.access.Preference;
import dev.facepay.edge.access.RefusalLog;
import dev.facepay.edge.access.Replies;
import dev.facepay.edge.access.RequestSettings;
import dev.facepay.edge.access.Terminal;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.FieldError;
import dev.facepay.http.FieldError.Code;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments over HTTP: each request runs on a virtual thread and simply waits. */
@RestController
@RequestMapping("/v1/payments")
final class PaymentController {

  private final PaymentService service;
  private final RequestSettings settings;
  private final PaymentMetrics metrics;
  private final Replies replies;
  private final RefusalLog refusals;

  PaymentController(
      PaymentService service,
      RequestSettings settings,
      PaymentMetrics metrics,
      Replies replies,
      RefusalLog refusals) {
    this.service = service;
    this.settings = settings;
    this.metrics = metrics;
    this.replies = replies;
    this.refusals = refusals;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> pay(
      @RequestAttribute(Terminal.ATTRIBUTE) Terminal terminal,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    long sinceNanos = System.nanoTime();
    byte[] body = http.getInputStream().readNBytes(settings.requestBytesMax() + 1);
    if (body.length > settings.requestBytesMax()) {
      return replies.problem("pay", CommonProblem.BODY_TOO_LARGE);
    }
    return replies.to(
        "pay",
        PaymentRequest.read(body),
        request -> {
          String number = OutTradeNo.of(request.orderNo(), request.attempt()).value();
          if (Replies.isOtherKey(http, number)) {
            return replies.otherKey("pay", "out_trade_no");
          }
          Preference preference = preference(prefer, settings.waitDefault());
          PaymentResult result =
              service.pay(request.at(terminal), terminal.device(), preference.time());
          return reply("pay", result, preference, sinceNanos);
        });
  }

  /**
   * @param payments the newest first
   * @param isMore whether there are more than were asked for
   */
  private record Recent(List<PaymentBody> payments, @JsonProperty("is_more") boolean isMore) {}

  @GetMapping
  ResponseEntity<Object> recent(
      @RequestAttribute(Device.ATTRIBUTE) Device device,
      @RequestParam(name = "limit", required = false, defaultValue = "20") int limit) {
    List<PaymentView> recent = service.recent(device);
    replies.count("recent", recent.isEmpty() ? "none" : "some");
    return Replies.ok(200)
        .body(
            new Recent(
                recent.stream().limit(limit).map(PaymentBody::of).toList(), recent.size() > limit));
  }

  @GetMapping("/{id}")
  ResponseEntity<Object> look(
      @RequestAttribute(Device.ATTRIBUTE) Device device,
      @PathVariable("id") String id,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch)
      throws InterruptedException {
    PaymentId payment = parse(id);
    if (payment == null) {
      return replies.problem("look", EdgeProblem.PAYMENT_NOT_KNOWN);
    }
    Preference preference = preference(prefer, Duration.ZERO);
    String seen = ifNoneMatch == null ? null : tagOf(ifNoneMatch);
    PaymentResult result = service.watch(payment, device, seen, preference.time());
    note(result, device);
    return reply("look", result, preference, 0);
  }

  @PostMapping("/{id}/cancel")
  ResponseEntity<Object> cancel(
      @RequestAttribute(Device.ATTRIBUTE) Device device, @PathVariable("id") String id)
      throws InterruptedException {
    PaymentId payment = parse(id);
    if (payment == null) {
      return replies.problem("cancel", EdgeProblem.PAYMENT_NOT_KNOWN);
    }
    PaymentResult result = service.cancel(payment, device);
    note(result, device);
    return reply("cancel", result, new Preference(Duration.ZERO, false), 0);
  }

  /** The device is told "not known"; the audit is told that it reached for another's. */
  private void note(PaymentResult result, Device device) {
    if (result instanceof PaymentResult.NotKnown notKnown && notKnown.foreign()) {
      refusals.note("foreign_payment", device, "-");
    }
  }

  private ResponseEntity<Object> reply(
      String operation, PaymentResult result, Preference preference, long sinceNanos) {
    return switch (result) {
      case PaymentResult.Known known -> known(operation, known, preference, sinceNanos);
      case PaymentResult.Unchanged unchanged -> {
        replies.count(operation, "not_modified");
        yield headers(ResponseEntity.status(304), unchanged.tag(), preference).build();
      }
      case PaymentResult.Refused refused -> replies.problem(operation, refused.problem());
      case PaymentResult.NotKnown n ->
          replies.problem(
              operation,
              EdgeProblem.PAYMENT_NOT_KNOWN,
              operation.equals("cancel") ? "what was never sent needs no cancel" : null);
      case PaymentResult.NotPublished n -> replies.problem(operation, EdgeProblem.LOG_UNAVAILABLE);
      case PaymentResult.NoRoom full -> replies.noRoom(operation, full.place());
      case PaymentResult.Overloaded(long seconds) -> replies.overloaded(operation, seconds);
      case PaymentResult.Busy b -> replies.problem(operation, CommonProblem.BUSY);
      case PaymentResult.ExpiresTooSoon e ->
          replies.problem(
              operation,
              CommonProblem.INVALID_REQUEST,
              List.of(
                  new FieldError(
                      "time_expire",
                      Code.OUT_OF_RANGE,
                      "must be %d s away or more".formatted(e.atLeast().toSeconds()))));
    };
  }

  private ResponseEntity<Object> known(
      String operation, PaymentResult.Known known, Preference preference, long sinceNanos) {
    PaymentBody body = PaymentBody.of(known.view());
    replies.count(operation, body.state().name().toLowerCase(Locale.ROOT));
    if (sinceNanos != 0 && body.nextAction() != Guidance.NextAction.WAIT) {
      metrics.answered(sinceNanos);
    }
    BodyBuilder reply = ResponseEntity.status(status(operation, known, body));
    if (!body.isFinal()) {
      reply.header(HttpHeaders.RETRY_AFTER, Long.toString(settings.retryAfterSeconds()));
    }
    if (!operation.equals("look")) {
      reply.header(HttpHeaders.LOCATION, body.links().self());
    }
    reply.contentType(MediaType.APPLICATION_JSON);
    return headers(reply, known.view().tag(), preference).body(body);
  }

  /** What is asked for and not final yet is 202; reading a state always works. */
  private static int status(String operation, PaymentResult.Known known, PaymentBody body) {
    if (operation.equals("look")) {
      return 200;
    }
    if (!body.isFinal()) {
      return 202;
    }
    return known.repeat() ? 200 : 201;
  }

  private static BodyBuilder headers(BodyBuilder reply, String tag, Preference preference) {
    reply.header(HttpHeaders.ETAG, "\"" + tag + "\"");
    reply.header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (preference.asked()) {
      reply.header("Preference-Applied", preference.applied());
    }
    return reply;
  }

  private Preference preference(@Nullable String prefer, Duration otherwise) {
    return Preference.of(prefer, otherwise, settings.waitMax());
  }

  static @Nullable PaymentId parse(String id) {
    try {
      return PaymentId.parse(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** {@code "2"}, or {@code W/"2"} after a proxy has packed the answer. */
  private static String tagOf(String ifNoneMatch) {
    String tag = ifNoneMatch.strip();
    return (tag.startsWith("W/") ? tag.substring(2) : tag).replace("\"", "");
  }
}
