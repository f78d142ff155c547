package dev.facepay.edge.http;

import dev.facepay.edge.credential.CredentialAnswer;
import dev.facepay.edge.credential.CredentialDesk;
import dev.facepay.edge.credential.CredentialWaits;
import dev.facepay.edge.device.Terminal;
import dev.facepay.edge.request.CredentialReader;
import dev.facepay.edge.request.CredentialReading;
import dev.facepay.edge.request.FieldError;
import dev.facepay.payment.DeviceFact.CredentialRefused;
import dev.facepay.runtime.Timekeeper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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
  private final Timekeeper time;

  public CredentialController(
      CredentialDesk desk,
      CredentialWaits waits,
      WaitSettings settings,
      EdgeMetrics metrics,
      Timekeeper time) {
    this.desk = desk;
    this.waits = waits;
    this.settings = settings;
    this.metrics = metrics;
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
      return problem(ProblemCode.BODY_TOO_LARGE, null, null);
    }
    return switch (CredentialReader.read(body)) {
      case CredentialReading.Malformed m -> problem(ProblemCode.MALFORMED_JSON, m.why(), null);
      case CredentialReading.Invalid i -> problem(ProblemCode.INVALID_REQUEST, null, i.errors());
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
          problem(ProblemCode.CREDENTIAL_UNANSWERED, null, null);
      case CredentialAnswer.NoAnswer n -> problem(ProblemCode.CREDENTIAL_UNANSWERED, null, null);
    };
  }

  private ResponseEntity<Object> issued(CredentialAnswer.Issued issued, Preference preference) {
    metrics.count(OPERATION, issued.cached() ? "cached" : "called");
    BodyBuilder reply =
        ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_JSON)
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (preference.asked()) {
      reply.header("Preference-Applied", preference.applied());
    }
    long seconds = Duration.between(time.instant(), issued.expiresAt()).toSeconds();
    return reply.body(new CredentialBody(issued.authinfo(), Math.max(0, seconds), issued.cached()));
  }

  private ResponseEntity<Object> refused(CredentialRefused fact) {
    String said = (fact.gatewayCode() + " " + fact.gatewayText()).strip();
    return problem(ProblemCode.of(fact.reason()), said.isEmpty() ? null : said, null);
  }

  private ResponseEntity<Object> problem(
      ProblemCode code, @Nullable String detail, @Nullable List<FieldError> errors) {
    metrics.count(OPERATION, code.wire());
    BodyBuilder reply =
        ResponseEntity.status(code.status())
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (code.status() == 503) {
      long seconds = Math.max(1, settings.retryAfter().toSeconds());
      reply.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
    return reply.body(Problem.of(code, detail, errors));
  }
}
