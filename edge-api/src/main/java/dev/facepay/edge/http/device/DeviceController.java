package dev.facepay.edge.http.device;

import dev.facepay.edge.device.Terminal;
import dev.facepay.edge.enrol.EnrolSettings;
import dev.facepay.edge.enrol.EnrolmentAnswer;
import dev.facepay.edge.enrol.EnrolmentDesk;
import dev.facepay.edge.http.DoorFilter;
import dev.facepay.edge.http.EdgeMetrics;
import dev.facepay.edge.http.EdgeProblem;
import dev.facepay.edge.http.RefusalLog;
import dev.facepay.edge.http.Replies;
import dev.facepay.edge.request.DeviceReader;
import dev.facepay.edge.request.DeviceReader.Heartbeat;
import dev.facepay.edge.request.DeviceReader.Read;
import dev.facepay.http.CommonProblem;
import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fill.Fullness;
import dev.facepay.runtime.fill.Room;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
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
  private final EnrolSettings settings;
  private final FactPublisher publisher;
  private final Room room;
  private final Timekeeper time;
  private final EdgeMetrics metrics;
  private final Replies replies;
  private final RefusalLog refusals;

  public DeviceController(
      EnrolmentDesk desk,
      EnrolSettings settings,
      FactPublisher publisher,
      Room room,
      Timekeeper time,
      EdgeMetrics metrics,
      Replies replies,
      RefusalLog refusals) {
    this.desk = desk;
    this.settings = settings;
    this.publisher = publisher;
    this.room = room;
    this.time = time;
    this.metrics = metrics;
    this.replies = replies;
    this.refusals = refusals;
  }

  @PostMapping(path = "/enroll", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> enrol(HttpServletRequest http) throws IOException, InterruptedException {
    byte[] body =
        SlowBody.read(http.getInputStream(), BYTES_MAX, settings.bodyWithin(), System::nanoTime);
    return switch (DeviceReader.code(body)) {
      case Read.Malformed<String> m ->
          replies.problem("enrol", CommonProblem.MALFORMED_JSON, m.why());
      case Read.Invalid<String> i ->
          replies.problem("enrol", CommonProblem.INVALID_REQUEST, i.errors());
      case Read.Valid<String> v -> answer(desk.enrol(v.value()), http.getRemoteAddr());
    };
  }

  private ResponseEntity<Object> answer(EnrolmentAnswer answer, String address) {
    return switch (answer) {
      case EnrolmentAnswer.Enrolled enrolled -> {
        metrics.count("enrol", "enrolled");
        yield Replies.ok(201).body(EnrolledBody.of(enrolled));
      }
      case EnrolmentAnswer.Refused refused -> {
        EdgeProblem code = code(refused.reason());
        refusals.note(code.wire(), null, address);
        yield replies.problem("enrol", code);
      }
      case EnrolmentAnswer.NotPublished n ->
          replies.problem("enrol", EdgeProblem.ENROLMENT_UNANSWERED);
      case EnrolmentAnswer.NoAnswer n -> replies.problem("enrol", EdgeProblem.ENROLMENT_UNANSWERED);
      case EnrolmentAnswer.Busy b -> replies.problem("enrol", CommonProblem.BUSY);
    };
  }

  /**
   * Told apart, since whoever installs a device needs it and a guesser learns nothing: each answer
   * but the first needs a code that existed.
   */
  private static EdgeProblem code(Coded<EnrolmentRefusal> reason) {
    return switch (reason) {
      case EnrolmentRefusal.UNKNOWN_CODE, EnrolmentRefusal.REVOKED ->
          EdgeProblem.ENROLMENT_CODE_UNKNOWN;
      case EnrolmentRefusal.EXPIRED -> EdgeProblem.ENROLMENT_CODE_EXPIRED;
      case EnrolmentRefusal.USED -> EdgeProblem.ENROLMENT_CODE_USED;
      case EnrolmentRefusal.TOO_LATE -> EdgeProblem.ENROLMENT_UNANSWERED;
      case Coded.Other<EnrolmentRefusal> other -> EdgeProblem.ENROLMENT_UNANSWERED;
    };
  }

  @GetMapping("/me")
  ResponseEntity<Object> me(@RequestAttribute(DoorFilter.TERMINAL) Terminal terminal) {
    metrics.count("me", "ok");
    return Replies.ok(200).body(TerminalBody.of(terminal, time.instant()));
  }

  @PostMapping(path = "/me/heartbeat", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> heartbeat(
      @RequestAttribute(DoorFilter.TERMINAL) Terminal terminal, HttpServletRequest http)
      throws IOException, InterruptedException {
    return switch (DeviceReader.heartbeat(body(http))) {
      case Read.Malformed<Heartbeat> m ->
          replies.problem("heartbeat", CommonProblem.MALFORMED_JSON, m.why());
      case Read.Invalid<Heartbeat> i ->
          replies.problem("heartbeat", CommonProblem.INVALID_REQUEST, i.errors());
      case Read.Valid<Heartbeat> v -> seen(terminal, v.value());
    };
  }

  /** A thousand devices' heartbeats of a day take more room than their payments. */
  private ResponseEntity<Object> seen(Terminal terminal, Heartbeat heartbeat)
      throws InterruptedException {
    Optional<Fullness> full = room.full();
    if (full.isPresent()) {
      return replies.noRoom("heartbeat", full.get());
    }
    try {
      publisher.publish(
          new DeviceSeen(
              terminal.ref(), heartbeat.faceSdkVersion(), heartbeat.appVersion(), time.instant()));
    } catch (FactNotPublished e) {
      return replies.problem("heartbeat", EdgeProblem.HEARTBEAT_NOT_TAKEN);
    }
    metrics.count("heartbeat", "ok");
    return ResponseEntity.noContent().build();
  }

  /** One byte too many is no JSON any more. */
  private static byte[] body(HttpServletRequest http) throws IOException {
    return http.getInputStream().readNBytes(BYTES_MAX);
  }
}
