package dev.facepay.edge.http.device;

import dev.facepay.edge.device.Device;
import dev.facepay.edge.device.RateLimits;
import dev.facepay.edge.http.DoorFilter;
import dev.facepay.edge.http.EdgeMetrics;
import dev.facepay.edge.http.EdgeProblem;
import dev.facepay.edge.http.Preference;
import dev.facepay.edge.http.Replies;
import dev.facepay.edge.http.WaitSettings;
import dev.facepay.edge.report.ReportDesk;
import dev.facepay.edge.report.ReportDesk.Word;
import dev.facepay.edge.report.ReportsFollowed;
import dev.facepay.edge.report.ToldTrade;
import dev.facepay.edge.report.TradeDesk;
import dev.facepay.edge.request.DeviceReader.Read;
import dev.facepay.edge.request.ReportReader;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.FieldError;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.fill.Fullness;
import dev.facepay.runtime.fill.Room;
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
public final class ReportController {

  private static final int BYTES_MAX = 4096;

  private final ReportDesk reports;
  private final TradeDesk trades;
  private final Room room;
  private final ReportsFollowed followed;
  private final RateLimits limits;
  private final WaitSettings settings;
  private final EdgeMetrics metrics;
  private final Replies replies;

  public ReportController(
      ReportDesk reports,
      TradeDesk trades,
      Room room,
      ReportsFollowed followed,
      RateLimits limits,
      WaitSettings settings,
      EdgeMetrics metrics,
      Replies replies) {
    this.reports = reports;
    this.trades = trades;
    this.room = room;
    this.followed = followed;
    this.limits = limits;
    this.settings = settings;
    this.metrics = metrics;
    this.replies = replies;
  }

  @GetMapping("/v1/devices/me/reports")
  ResponseEntity<Object> open(
      @RequestAttribute(DoorFilter.DEVICE) Device device,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
      throws InterruptedException {
    if (!followed.caughtUp()) {
      return replies.problem("reports", EdgeProblem.STARTING);
    }
    Preference preference = Preference.of(prefer, Duration.ZERO, settings.waitMax());
    ReportJobsBody body = ReportJobsBody.of(reports.open(device, preference.time()));
    metrics.count("reports", body.reports().isEmpty() ? "none" : "some");
    ResponseEntity.BodyBuilder reply = Replies.ok(200);
    if (preference.asked()) {
      reply.header("Preference-Applied", preference.applied());
    }
    return reply.body(body);
  }

  @PostMapping(path = "/v1/devices/me/reports/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> tell(
      @RequestAttribute(DoorFilter.DEVICE) Device device,
      @PathVariable("id") String id,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    if (!followed.caughtUp()) {
      return replies.problem("report", EdgeProblem.STARTING);
    }
    return switch (ReportReader.word(body(http))) {
      case Read.Malformed<Word> m ->
          replies.problem("report", CommonProblem.MALFORMED_JSON, m.why());
      case Read.Invalid<Word> i ->
          replies.problem("report", CommonProblem.INVALID_REQUEST, i.errors());
      case Read.Valid<Word> v -> told(device, id, v.value());
    };
  }

  private ResponseEntity<Object> told(Device device, String id, Word word)
      throws InterruptedException {
    PaymentId trade = parse(id);
    if (trade == null) {
      return replies.problem("report", EdgeProblem.REPORT_NOT_KNOWN);
    }
    return switch (reports.tell(device, trade, word)) {
      case YES -> {
        metrics.count("report", word.outcome().wire());
        yield ResponseEntity.noContent().build();
      }
      case NOT_KNOWN -> replies.problem("report", EdgeProblem.REPORT_NOT_KNOWN);
      case NOT_PUBLISHED -> replies.problem("report", EdgeProblem.REPORT_NOT_TAKEN);
    };
  }

  @PostMapping(path = "/v1/trades", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> trade(
      @RequestAttribute(DoorFilter.DEVICE) Device device, HttpServletRequest http)
      throws IOException, InterruptedException {
    if (!followed.caughtUp()) {
      return replies.problem("trade", EdgeProblem.STARTING);
    }
    RateLimits.Pass pass = limits.askForTrade(device);
    if (!pass.granted()) {
      return replies.rateLimited("trade", pass.retryAfter());
    }
    return switch (ReportReader.trade(body(http))) {
      case Read.Malformed<ToldTrade> m ->
          replies.problem("trade", CommonProblem.MALFORMED_JSON, m.why());
      case Read.Invalid<ToldTrade> i ->
          replies.problem("trade", CommonProblem.INVALID_REQUEST, i.errors());
      case Read.Valid<ToldTrade> v -> taken(device, v.value());
    };
  }

  /** The device keeps a trade until it is taken: at the end there is room for the money alone. */
  private ResponseEntity<Object> taken(Device device, ToldTrade told) throws InterruptedException {
    Optional<Fullness> full = room.full();
    if (full.isPresent()) {
      return replies.noRoom("trade", full.get());
    }
    String id = device.merchant() + ":" + told.outTradeNo();
    return switch (trades.tell(device, told)) {
      case NEW -> taken(201, id);
      case REPEAT -> taken(200, id);
      case OTHER_CONTENT -> replies.problem("trade", EdgeProblem.TRADE_NUMBER_REUSED);
      case PAID_AT_ODD ->
          replies.problem(
              "trade",
              CommonProblem.INVALID_REQUEST,
              List.of(
                  new FieldError("paid_at", "must not be in the future, nor a month ago or more")));
      case NOT_PUBLISHED -> replies.problem("trade", EdgeProblem.REPORT_NOT_TAKEN);
    };
  }

  private ResponseEntity<Object> taken(int status, String id) {
    metrics.count("trade", status == 201 ? "new" : "repeat");
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
