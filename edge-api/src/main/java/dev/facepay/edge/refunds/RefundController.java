package dev.facepay.edge.refunds;

import dev.facepay.edge.access.Device;
import dev.facepay.edge.access.EdgeProblem;
import dev.facepay.edge.access.LogProgress;
import dev.facepay.edge.access.Preference;
import dev.facepay.edge.access.RefusalLog;
import dev.facepay.edge.access.Replies;
import dev.facepay.edge.access.RequestSettings;
import dev.facepay.http.CommonProblem;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RefundNo;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.springframework.web.bind.annotation.RestController;

/** Refunds of a payment over HTTP, asked for and answered as payments are. */
@RestController
@RequestMapping("/v1/payments/{id}/refunds")
final class RefundController {

  private static final int BYTES_MAX = 4096;

  private final RefundService service;
  private final LogProgress log;
  private final RequestSettings settings;
  private final Replies replies;
  private final RefusalLog refusals;

  RefundController(
      RefundService service,
      LogProgress log,
      RequestSettings settings,
      Replies replies,
      RefusalLog refusals) {
    this.service = service;
    this.log = log;
    this.settings = settings;
    this.replies = replies;
    this.refusals = refusals;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> refund(
      @RequestAttribute(Device.ATTRIBUTE) Device device,
      @PathVariable("id") String id,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    if (!log.reports().getAsBoolean()) {
      return replies.problem("refund", EdgeProblem.STARTING);
    }
    byte[] body = http.getInputStream().readNBytes(BYTES_MAX + 1);
    if (body.length > BYTES_MAX) {
      return replies.problem("refund", CommonProblem.BODY_TOO_LARGE);
    }
    return replies.to(
        "refund",
        RefundRequest.read(body),
        request -> {
          if (Replies.isOtherKey(http, request.refundNo().value())) {
            return replies.otherKey("refund", "refund_no");
          }
          PaymentId payment = payment(id);
          if (payment == null) {
            return replies.problem("refund", EdgeProblem.PAYMENT_NOT_KNOWN);
          }
          Preference preference = preference(prefer, settings.waitDefault());
          RefundResult result = service.ask(request, payment, device, preference.time());
          return reply("refund", result, device, preference);
        });
  }

  @GetMapping
  ResponseEntity<Object> all(
      @RequestAttribute(Device.ATTRIBUTE) Device device, @PathVariable("id") String id) {
    if (!log.reports().getAsBoolean()) {
      return replies.problem("look_refunds", EdgeProblem.STARTING);
    }
    PaymentId payment = payment(id);
    List<RefundSnapshot> refunds = payment == null ? null : service.all(payment, device);
    if (refunds == null) {
      return replies.problem("look_refunds", EdgeProblem.PAYMENT_NOT_KNOWN);
    }
    replies.count("look_refunds", refunds.isEmpty() ? "none" : "some");
    return Replies.ok(200).body(Map.of("refunds", refunds.stream().map(RefundBody::of).toList()));
  }

  @GetMapping("/{refund_no}")
  ResponseEntity<Object> look(
      @RequestAttribute(Device.ATTRIBUTE) Device device,
      @PathVariable("id") String id,
      @PathVariable("refund_no") String refundNo,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch)
      throws InterruptedException {
    if (!log.reports().getAsBoolean()) {
      return replies.problem("look_refund", EdgeProblem.STARTING);
    }
    PaymentId payment = payment(id);
    if (payment == null || !FieldRule.REFUND_NO.accepts(refundNo)) {
      return replies.problem("look_refund", EdgeProblem.REFUND_NOT_KNOWN);
    }
    Preference preference = preference(prefer, Duration.ZERO);
    String seen = ifNoneMatch == null ? null : ifNoneMatch.replaceAll("W/|[\"\\s]", "");
    RefundResult result =
        service.watch(payment, new RefundNo(refundNo), device, seen, preference.time());
    return reply("look_refund", result, device, preference);
  }

  private ResponseEntity<Object> reply(
      String operation, RefundResult result, Device device, Preference preference) {
    return switch (result) {
      case RefundResult.Known known -> known(operation, known, preference);
      case RefundResult.Unchanged unchanged -> {
        replies.count(operation, "not_modified");
        yield headers(ResponseEntity.status(304), unchanged.tag(), preference).build();
      }
      case RefundResult.Refused refused -> replies.problem(operation, refused.problem());
      case RefundResult.NotKnown notKnown -> {
        if (notKnown.foreign()) {
          refusals.note("foreign_payment", device, "-");
        }
        yield replies.problem(operation, EdgeProblem.PAYMENT_NOT_KNOWN);
      }
      case RefundResult.NotPublished n -> replies.problem(operation, EdgeProblem.LOG_UNAVAILABLE);
      case RefundResult.NoRoom full -> replies.noRoom(operation, full.place());
    };
  }

  /** What is asked for and not final yet is 202; reading a state always works. */
  private ResponseEntity<Object> known(
      String operation, RefundResult.Known known, Preference preference) {
    RefundBody body = RefundBody.of(known.snapshot());
    replies.count(operation, body.state().name().toLowerCase(Locale.ROOT));
    boolean asked = operation.equals("refund");
    int done = asked && !known.repeat() ? 201 : 200;
    BodyBuilder reply = ResponseEntity.status(asked && !body.isFinal() ? 202 : done);
    if (!body.isFinal()) {
      reply.header(HttpHeaders.RETRY_AFTER, Long.toString(settings.retryAfterSeconds()));
    }
    if (asked) {
      reply.header(HttpHeaders.LOCATION, body.links().self());
    }
    reply.contentType(MediaType.APPLICATION_JSON);
    return headers(reply, known.snapshot().tag(), preference).body(body);
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

  private static @Nullable PaymentId payment(String id) {
    try {
      return PaymentId.parse(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
