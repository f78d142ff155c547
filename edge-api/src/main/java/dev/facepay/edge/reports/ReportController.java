package dev.facepay.edge.reports;

import dev.facepay.edge.access.Device;
import dev.facepay.edge.access.EdgeProblem;
import dev.facepay.edge.access.LogProgress;
import dev.facepay.edge.access.Preference;
import dev.facepay.edge.access.RateLimits;
import dev.facepay.edge.access.Replies;
import dev.facepay.edge.access.RequestSettings;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.FieldError;
import dev.facepay.http.FieldError.Code;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.fill.FillWatch.Fullness;
import dev.facepay.runtime.fill.StorageSpace;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What a device shall report to WeChat, what it says of it, and trades that it tells of. */
@RestController
final class ReportController {

  private static final int BYTES_MAX = 4096;

  private final ReportService reports;
  private final TradeService trades;
  private final StorageSpace space;
  private final LogProgress log;
  private final RateLimits limits;
  private final RequestSettings settings;
  private final Replies replies;

  ReportController(
      ReportService reports,
      TradeService trades,
      StorageSpace space,
      LogProgress log,
      RateLimits limits,
      RequestSettings settings,
      Replies replies) {
    this.reports = reports;
    this.trades = trades;
    this.space = space;
    this.log = log;
    this.limits = limits;
    this.settings = settings;
    this.replies = replies;
  }

  @GetMapping("/v1/devices/me/reports")
  ResponseEntity<Object> open(
      @RequestAttribute(Device.ATTRIBUTE) Device device,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
      throws InterruptedException {
    if (!log.reports().getAsBoolean()) {
      return replies.problem("reports", EdgeProblem.STARTING);
    }
    Preference preference = Preference.of(prefer, Duration.ZERO, settings.waitMax());
    ReportJobs body = reports.open(device, preference.time());
    replies.count("reports", body.reports().isEmpty() ? "none" : "some");
    ResponseEntity.BodyBuilder reply = Replies.ok(200);
    if (preference.asked()) {
      reply.header("Preference-Applied", preference.applied());
    }
    return reply.body(body);
  }

  @PostMapping(path = "/v1/devices/me/reports/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> tell(
      @RequestAttribute(Device.ATTRIBUTE) Device device,
      @PathVariable("id") String id,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    if (!log.reports().getAsBoolean()) {
      return replies.problem("report", EdgeProblem.STARTING);
    }
    return replies.to(
        "report", ReportAnswer.read(body(http)), answer -> answered(device, id, answer));
  }

  private ResponseEntity<Object> answered(Device device, String id, ReportAnswer answer)
      throws InterruptedException {
    PaymentId trade = parse(id);
    if (trade == null) {
      return replies.problem("report", EdgeProblem.REPORT_NOT_KNOWN);
    }
    return switch (reports.answer(device, trade, answer)) {
      case YES -> {
        replies.count("report", answer.outcome().wire());
        yield ResponseEntity.noContent().build();
      }
      case NOT_KNOWN -> replies.problem("report", EdgeProblem.REPORT_NOT_KNOWN);
      case NOT_PUBLISHED -> replies.problem("report", EdgeProblem.REPORT_NOT_TAKEN);
    };
  }

  @PostMapping(path = "/v1/trades", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> trade(
      @RequestAttribute(Device.ATTRIBUTE) Device device, HttpServletRequest http)
      throws IOException, InterruptedException {
    if (!log.reports().getAsBoolean()) {
      return replies.problem("trade", EdgeProblem.STARTING);
    }
    Duration wait = limits.askForTrade(device);
    if (!wait.isZero()) {
      return replies.rateLimited("trade", wait);
    }
    return replies.to("trade", ExternalTrade.read(body(http)), trade -> taken(device, trade));
  }

  /** The device keeps a trade until it is taken: at the end there is room for the money alone. */
  private ResponseEntity<Object> taken(Device device, ExternalTrade trade)
      throws InterruptedException {
    Optional<Fullness> full = space.full();
    if (full.isPresent()) {
      return replies.noRoom("trade", full.get());
    }
    String id = device.merchant() + ":" + trade.outTradeNo();
    return switch (trades.take(device, trade)) {
      case NEW -> taken(201, id);
      case REPEAT -> taken(200, id);
      case OTHER_CONTENT -> replies.problem("trade", EdgeProblem.TRADE_NUMBER_REUSED);
      case PAID_AT_ODD ->
          replies.problem(
              "trade",
              CommonProblem.INVALID_REQUEST,
              List.of(
                  new FieldError(
                      "paid_at",
                      Code.OUT_OF_RANGE,
                      "must not be in the future, nor a month ago or more")));
      case NOT_PUBLISHED -> replies.problem("trade", EdgeProblem.REPORT_NOT_TAKEN);
    };
  }

  private ResponseEntity<Object> taken(int status, String id) {
    replies.count("trade", status == 201 ? "new" : "repeat");
    return Replies.ok(status).body(Map.of("id", id));
  }

  private static @Nullable PaymentId parse(String id) {
    try {
      return PaymentId.parse(id);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** One byte too many is no JSON any more. */
  private static byte[] body(HttpServletRequest http) throws IOException {
    return http.getInputStream().readNBytes(BYTES_MAX);
  }
}
