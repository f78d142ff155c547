package dev.facepay.edge.http;

import dev.facepay.edge.credential.CredentialAnswer;
import dev.facepay.edge.credential.CredentialDesk;
import dev.facepay.edge.credential.CredentialWaits;
import dev.facepay.edge.device.Terminal;
import dev.facepay.edge.request.CredentialReader;
import dev.facepay.edge.request.CredentialReading;
import dev.facepay.http.CommonProblem;
import dev.facepay.payment.DeviceFact.CredentialRefused;
import dev.facepay.runtime.Timekeeper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The face SDK's credential over HTTP. */
@RestController
public final class CredentialController {

  private static final String OPERATION = "auth";

  private final CredentialDesk desk;
  private final CredentialWaits waits;
  private final WaitSettings settings;
  private final EdgeMetrics metrics;
  private final Replies replies;
  private final Timekeeper time;

  public CredentialController(
      CredentialDesk desk,
      CredentialWaits waits,
      WaitSettings settings,
      EdgeMetrics metrics,
      Replies replies,
      Timekeeper time) {
    this.desk = desk;
    this.waits = waits;
    this.settings = settings;
    this.metrics = metrics;
    this.replies = replies;
    this.time = time;
  }

  @PostMapping(path = "/v1/auth", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> auth(
      @RequestAttribute(DoorFilter.TERMINAL) Terminal terminal,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    byte[] body = http.getInputStream().readNBytes(settings.requestBytesMax() + 1);
    if (body.length > settings.requestBytesMax()) {
      return replies.problem(OPERATION, CommonProblem.BODY_TOO_LARGE);
    }
    return switch (CredentialReader.read(body)) {
      case CredentialReading.Malformed m ->
          replies.problem(OPERATION, CommonProblem.MALFORMED_JSON, m.why());
      case CredentialReading.Invalid i ->
          replies.problem(OPERATION, CommonProblem.INVALID_REQUEST, i.errors());
      case CredentialReading.Valid v -> {
        Preference preference = Preference.of(prefer, waits.waitDefault(), waits.waitMax());
        yield reply(desk.ask(v.request(), terminal.ref(), preference.time()), preference);
      }
    };
  }

  private ResponseEntity<Object> reply(CredentialAnswer answer, Preference preference) {
    return switch (answer) {
      case CredentialAnswer.Issued issued -> issued(issued, preference);
      case CredentialAnswer.Refused refused -> refused(refused.fact());
      case CredentialAnswer.NotPublished n ->
          replies.problem(OPERATION, EdgeProblem.CREDENTIAL_UNANSWERED);
      case CredentialAnswer.NoAnswer n ->
          replies.problem(OPERATION, EdgeProblem.CREDENTIAL_UNANSWERED);
    };
  }

  private ResponseEntity<Object> issued(CredentialAnswer.Issued issued, Preference preference) {
    metrics.count(OPERATION, issued.cached() ? "cached" : "called");
    BodyBuilder reply = Replies.ok(200);
    if (preference.asked()) {
      reply.header("Preference-Applied", preference.applied());
    }
    long seconds = Duration.between(time.instant(), issued.expiresAt()).toSeconds();
    return reply.body(new CredentialBody(issued.authinfo(), Math.max(0, seconds), issued.cached()));
  }

  private ResponseEntity<Object> refused(CredentialRefused fact) {
    String said = (fact.gatewayCode() + " " + fact.gatewayText()).strip();
    return replies.problem(
        OPERATION, EdgeProblem.ofRefusal(fact.reason()), said.isEmpty() ? null : said);
  }
}
