package dev.facepay.edge.devices;

import dev.facepay.edge.access.EdgeProblem;
import dev.facepay.edge.access.EnrolmentSettings;
import dev.facepay.edge.access.RefusalLog;
import dev.facepay.edge.access.Replies;
import dev.facepay.edge.access.Terminal;
import dev.facepay.http.CommonProblem;
import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.fill.FillWatch.Fullness;
import dev.facepay.runtime.fill.StorageSpace;
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
final class DeviceController {

  private static final int BYTES_MAX = 4096;

  private final EnrolmentService service;
  private final EnrolmentSettings settings;
  private final FactPublisher publisher;
  private final StorageSpace space;
  private final Timekeeper time;
  private final Replies replies;
  private final RefusalLog refusals;

  DeviceController(
      EnrolmentService service,
      EnrolmentSettings settings,
      FactPublisher publisher,
      StorageSpace space,
      Timekeeper time,
      Replies replies,
      RefusalLog refusals) {
    this.service = service;
    this.settings = settings;
    this.publisher = publisher;
    this.space = space;
    this.time = time;
    this.replies = replies;
    this.refusals = refusals;
  }

  @PostMapping(path = "/enroll", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> enrol(HttpServletRequest http) throws IOException, InterruptedException {
    byte[] body =
        SlowBody.read(http.getInputStream(), BYTES_MAX, settings.bodyWithin(), System::nanoTime);
    return replies.to(
        "enrol",
        DeviceRequests.code(body),
        code -> answer(service.enrol(code), http.getRemoteAddr()));
  }

  private ResponseEntity<Object> answer(EnrolmentService.Result result, String address) {
    return switch (result) {
      case EnrolmentService.Result.Enrolled enrolled -> {
        replies.count("enrol", "enrolled");
        yield Replies.ok(201).body(DeviceBody.enrolled(enrolled));
      }
      case EnrolmentService.Result.Refused refused -> {
        EdgeProblem code = code(refused.reason());
        refusals.note(code.wire(), null, address);
        yield replies.problem("enrol", code);
      }
      case EnrolmentService.Result.NotPublished n ->
          replies.problem("enrol", EdgeProblem.ENROLMENT_UNANSWERED);
      case EnrolmentService.Result.NoAnswer n ->
          replies.problem("enrol", EdgeProblem.ENROLMENT_UNANSWERED);
      case EnrolmentService.Result.Busy b -> replies.problem("enrol", CommonProblem.BUSY);
    };
  }

  /**
   * Told apart: a person who installs a device needs it, and a guesser learns nothing, since each
   * answer but the first needs a code that existed.
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
  ResponseEntity<Object> me(@RequestAttribute(Terminal.ATTRIBUTE) Terminal terminal) {
    replies.count("me", "ok");
    return Replies.ok(200).body(DeviceBody.of(terminal, time.instant()));
  }

  @PostMapping(path = "/me/heartbeat", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> heartbeat(
      @RequestAttribute(Terminal.ATTRIBUTE) Terminal terminal, HttpServletRequest http)
      throws IOException, InterruptedException {
    return replies.to(
        "heartbeat", DeviceRequests.heartbeat(body(http)), heartbeat -> seen(terminal, heartbeat));
  }

  /** A thousand devices' heartbeats of a day take more room than their payments. */
  private ResponseEntity<Object> seen(Terminal terminal, DeviceRequests.Heartbeat heartbeat)
      throws InterruptedException {
    Optional<Fullness> full = space.full();
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
    replies.count("heartbeat", "ok");
    return ResponseEntity.noContent().build();
  }

  /** One byte too many is no JSON any more. */
  private static byte[] body(HttpServletRequest http) throws IOException {
    return http.getInputStream().readNBytes(BYTES_MAX);
  }
}
