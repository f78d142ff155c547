package dev.facepay.edge.http.device;

import dev.facepay.edge.device.Terminal;
import dev.facepay.edge.enrol.EnrolmentAnswer;
import dev.facepay.edge.enrol.EnrolmentDesk;
import dev.facepay.edge.http.DoorFilter;
import dev.facepay.edge.http.EdgeMetrics;
import dev.facepay.edge.http.Problem;
import dev.facepay.edge.http.ProblemCode;
import dev.facepay.edge.http.RefusalLog;
import dev.facepay.edge.request.DeviceReader;
import dev.facepay.edge.request.DeviceReader.Heartbeat;
import dev.facepay.edge.request.DeviceReader.Read;
import dev.facepay.edge.request.FieldError;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.fact.FactPublisher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Enrolment, the device's place, and heartbeats. */
@RestController
@RequestMapping("/v1/devices")
public final class DeviceController {

  private static final int BYTES_MAX = 4096;

  private final EnrolmentDesk desk;
  private final FactPublisher publisher;
  private final Timekeeper time;
  private final EdgeMetrics metrics;
  private final RefusalLog refusals;

  public DeviceController(
      EnrolmentDesk desk,
      FactPublisher publisher,
      Timekeeper time,
      EdgeMetrics metrics,
      RefusalLog refusals) {
    this.desk = desk;
    this.publisher = publisher;
    this.time = time;
    this.metrics = metrics;
    this.refusals = refusals;
  }

  @PostMapping(path = "/enroll", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> enrol(HttpServletRequest http) throws IOException, InterruptedException {
    return switch (DeviceReader.code(body(http))) {
      case Read.Malformed<String> m -> problem("enrol", ProblemCode.MALFORMED_JSON, m.why(), null);
      case Read.Invalid<String> i ->
          problem("enrol", ProblemCode.INVALID_REQUEST, null, i.errors());
      case Read.Valid<String> v -> answer(desk.enrol(v.value()), http.getRemoteAddr());
    };
  }

  private ResponseEntity<Object> answer(EnrolmentAnswer answer, String address) {
    return switch (answer) {
      case EnrolmentAnswer.Enrolled enrolled -> {
        metrics.count("enrol", "enrolled");
        yield ok(201).body(EnrolledBody.of(enrolled));
      }
      case EnrolmentAnswer.Refused refused -> {
        ProblemCode code = code(refused.reason());
        refusals.note(code.wire(), null, address);
        yield problem("enrol", code, null, null);
      }
      case EnrolmentAnswer.NotPublished n ->
          problem("enrol", ProblemCode.ENROLMENT_UNANSWERED, null, null);
      case EnrolmentAnswer.NoAnswer n ->
          problem("enrol", ProblemCode.ENROLMENT_UNANSWERED, null, null);
      case EnrolmentAnswer.Busy b -> problem("enrol", ProblemCode.BUSY, null, null);
    };
  }

  /**
   * Told apart, since whoever installs a device needs it and a guesser learns nothing: each answer
   * but the first needs a code that existed.
   */
  private static ProblemCode code(EnrolmentRefusal reason) {
    return switch (reason) {
      case UNKNOWN_CODE, REVOKED -> ProblemCode.ENROLMENT_CODE_UNKNOWN;
      case EXPIRED -> ProblemCode.ENROLMENT_CODE_EXPIRED;
      case USED -> ProblemCode.ENROLMENT_CODE_USED;
      case TOO_LATE -> ProblemCode.ENROLMENT_UNANSWERED;
    };
  }

  @GetMapping("/me")
  ResponseEntity<Object> me(@RequestAttribute(DoorFilter.TERMINAL) Terminal terminal) {
    metrics.count("me", "ok");
    return ok(200).body(TerminalBody.of(terminal, time.instant()));
  }

  @PostMapping(path = "/me/heartbeat", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> heartbeat(
      @RequestAttribute(DoorFilter.TERMINAL) Terminal terminal, HttpServletRequest http)
      throws IOException, InterruptedException {
    return switch (DeviceReader.heartbeat(body(http))) {
      case Read.Malformed<Heartbeat> m ->
          problem("heartbeat", ProblemCode.MALFORMED_JSON, m.why(), null);
      case Read.Invalid<Heartbeat> i ->
          problem("heartbeat", ProblemCode.INVALID_REQUEST, null, i.errors());
      case Read.Valid<Heartbeat> v -> seen(terminal, v.value());
    };
  }

  private ResponseEntity<Object> seen(Terminal terminal, Heartbeat heartbeat)
      throws InterruptedException {
    try {
      publisher.publish(
          new DeviceSeen(
              terminal.ref(), heartbeat.faceSdkVersion(), heartbeat.appVersion(), time.instant()));
    } catch (FactNotPublished e) {
      return problem("heartbeat", ProblemCode.HEARTBEAT_NOT_TAKEN, null, null);
    }
    metrics.count("heartbeat", "ok");
    return ResponseEntity.noContent().build();
  }

  /** One byte too many is no JSON any more. */
  private static byte[] body(HttpServletRequest http) throws IOException {
    return http.getInputStream().readNBytes(BYTES_MAX);
  }

  private static ResponseEntity.BodyBuilder ok(int status) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private ResponseEntity<Object> problem(
      String operation,
      ProblemCode code,
      @Nullable String detail,
      @Nullable List<FieldError> errors) {
    metrics.count(operation, code.wire());
    ResponseEntity.BodyBuilder reply =
        ResponseEntity.status(code.status())
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (code.status() == 503) {
      reply.header(HttpHeaders.RETRY_AFTER, "1");
    }
    return reply.body(Problem.of(code, detail, errors));
  }
}
