package dev.facepay.edge.http;

import dev.facepay.edge.desk.DeskAnswer;
import dev.facepay.edge.desk.PaymentDesk;
import dev.facepay.edge.device.Device;
import dev.facepay.edge.request.Reading;
import dev.facepay.edge.request.RequestReader;
import dev.facepay.edge.screen.NextAction;
import dev.facepay.edge.screen.PaymentBody;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.FieldError;
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
import org.springframework.web.bind.annotation.RestController;

/** Payments over HTTP: each request runs on a virtual thread and simply waits. */
@RestController
@RequestMapping("/v1/payments")
public final class PaymentController {

  private final PaymentDesk desk;
  private final WaitSettings settings;
  private final EdgeMetrics metrics;
  private final Replies replies;
  private final RefusalLog refusals;

  public PaymentController(
      PaymentDesk desk,
      WaitSettings settings,
      EdgeMetrics metrics,
      Replies replies,
      RefusalLog refusals) {
    this.desk = desk;
    this.settings = settings;
    this.metrics = metrics;
    this.replies = replies;
    this.refusals = refusals;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> pay(
      @RequestAttribute(DoorFilter.DEVICE) Device device,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    long sinceNanos = System.nanoTime();
    byte[] body = http.getInputStream().readNBytes(settings.requestBytesMax() + 1);
    if (body.length > settings.requestBytesMax()) {
      return replies.problem("pay", CommonProblem.BODY_TOO_LARGE);
    }
    return switch (RequestReader.read(body)) {
      case Reading.Malformed m -> replies.problem("pay", CommonProblem.MALFORMED_JSON, m.why());
      case Reading.Invalid i -> replies.problem("pay", CommonProblem.INVALID_REQUEST, i.errors());
      case Reading.Valid v -> {
        Preference preference = preference(prefer, settings.waitDefault());
        DeskAnswer answer = desk.pay(v.request(), device, preference.time());
        yield reply("pay", answer, preference, sinceNanos);
      }
    };
  }

  @GetMapping("/{id}")
  ResponseEntity<Object> look(
      @RequestAttribute(DoorFilter.DEVICE) Device device,
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
    DeskAnswer answer = desk.watch(payment, device, seen, preference.time());
    note(answer, device);
    return reply("look", answer, preference, 0);
  }

  @PostMapping("/{id}/cancel")
  ResponseEntity<Object> cancel(
      @RequestAttribute(DoorFilter.DEVICE) Device device, @PathVariable("id") String id)
      throws InterruptedException {
    PaymentId payment = parse(id);
    if (payment == null) {
      return replies.problem("cancel", EdgeProblem.PAYMENT_NOT_KNOWN);
    }
    DeskAnswer answer = desk.cancel(payment, device);
    note(answer, device);
    return reply("cancel", answer, new Preference(Duration.ZERO, false), 0);
  }

  /** The device is told "not known"; who runs the system is told that it reached for another's. */
  private void note(DeskAnswer answer, Device device) {
    if (answer instanceof DeskAnswer.NotKnown notKnown && notKnown.foreign()) {
      refusals.note("foreign_payment", device, "-");
    }
  }

  private ResponseEntity<Object> reply(
      String operation, DeskAnswer answer, Preference preference, long sinceNanos) {
    return switch (answer) {
      case DeskAnswer.Known known -> known(operation, known, preference, sinceNanos);
      case DeskAnswer.Unchanged unchanged -> {
        metrics.count(operation, "not_modified");
        yield headers(ResponseEntity.status(304), unchanged.tag(), preference).build();
      }
      case DeskAnswer.Refused refused ->
          replies.problem(operation, EdgeProblem.ofRejection(refused.reason()));
      case DeskAnswer.NotKnown n -> replies.problem(operation, EdgeProblem.PAYMENT_NOT_KNOWN);
      case DeskAnswer.NotPublished n -> replies.problem(operation, EdgeProblem.LOG_UNAVAILABLE);
      case DeskAnswer.NoRoom full -> replies.noRoom(operation, full.place());
      case DeskAnswer.Busy b -> replies.problem(operation, CommonProblem.BUSY);
      case DeskAnswer.ExpiresTooSoon e ->
          replies.problem(
              operation,
              CommonProblem.INVALID_REQUEST,
              List.of(
                  new FieldError(
                      "time_expire",
                      "must be %d s away or more".formatted(e.atLeast().toSeconds()))));
    };
  }

  private ResponseEntity<Object> known(
      String operation, DeskAnswer.Known known, Preference preference, long sinceNanos) {
    PaymentBody body = PaymentBody.of(known.sight());
    metrics.count(operation, body.state().name().toLowerCase(Locale.ROOT));
    if (sinceNanos != 0 && body.nextAction() != NextAction.WAIT) {
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
    return headers(reply, known.sight().tag(), preference).body(body);
  }

  /** A wish that is not fulfilled yet is 202; reading a state always works. */
  private static int status(String operation, DeskAnswer.Known known, PaymentBody body) {
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
