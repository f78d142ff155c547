package dev.facepay.edge.credentials;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.access.EdgeProblem;
import dev.facepay.edge.access.Preference;
import dev.facepay.edge.access.Replies;
import dev.facepay.edge.access.RequestSettings;
import dev.facepay.edge.access.Terminal;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.ProblemCode;
import dev.facepay.payment.Coded;
import dev.facepay.payment.CredentialRefusal;
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
final class CredentialController {

  private static final String OPERATION = "auth";

  private final CredentialService service;
  private final CredentialSettings waits;
  private final RequestSettings settings;
  private final Replies replies;
  private final Timekeeper time;

  CredentialController(
      CredentialService service,
      CredentialSettings waits,
      RequestSettings settings,
      Replies replies,
      Timekeeper time) {
    this.service = service;
    this.waits = waits;
    this.settings = settings;
    this.replies = replies;
    this.time = time;
  }

  @PostMapping(path = "/v1/auth", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> auth(
      @RequestAttribute(Terminal.ATTRIBUTE) Terminal terminal,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    byte[] body = http.getInputStream().readNBytes(settings.requestBytesMax() + 1);
    if (body.length > settings.requestBytesMax()) {
      return replies.problem(OPERATION, CommonProblem.BODY_TOO_LARGE);
    }
    return replies.to(
        OPERATION,
        CredentialRequest.read(body),
        request -> {
          Preference preference = Preference.of(prefer, waits.waitDefault(), waits.waitMax());
          return reply(service.ask(request, terminal.ref(), preference.time()), preference);
        });
  }

  private ResponseEntity<Object> reply(CredentialService.Result result, Preference preference) {
    return switch (result) {
      case CredentialService.Result.Issued issued -> issued(issued, preference);
      case CredentialService.Result.Refused refused -> refused(refused.fact());
      case CredentialService.Result.NotPublished n ->
          replies.problem(OPERATION, EdgeProblem.CREDENTIAL_UNANSWERED);
      case CredentialService.Result.NoAnswer n ->
          replies.problem(OPERATION, EdgeProblem.CREDENTIAL_UNANSWERED);
    };
  }

  private ResponseEntity<Object> issued(
      CredentialService.Result.Issued issued, Preference preference) {
    replies.count(OPERATION, issued.cached() ? "cached" : "called");
    BodyBuilder reply = Replies.ok(200);
    if (preference.asked()) {
      reply.header("Preference-Applied", preference.applied());
    }
    long seconds = Duration.between(time.instant(), issued.expiresAt()).toSeconds();
    return reply.body(new Credential(issued.authinfo(), Math.max(0, seconds), issued.cached()));
  }

  private ResponseEntity<Object> refused(CredentialRefused fact) {
    String said = (fact.gatewayCode() + " " + fact.gatewayText()).strip();
    return replies.problem(OPERATION, problem(fact.reason()), said.isEmpty() ? null : said);
  }

  private static ProblemCode problem(Coded<CredentialRefusal> reason) {
    return switch (reason) {
      case CredentialRefusal.GATEWAY_REFUSED -> EdgeProblem.GATEWAY_REFUSED;
      case CredentialRefusal.GATEWAY_UNAVAILABLE -> EdgeProblem.GATEWAY_UNAVAILABLE;
      case CredentialRefusal.UNKNOWN_MERCHANT -> EdgeProblem.MERCHANT_NOT_SET_UP;
      case CredentialRefusal.INVALID_FIELD -> EdgeProblem.CREDENTIAL_FIELD_REFUSED;
      case Coded.Other<CredentialRefusal> other -> EdgeProblem.GATEWAY_UNAVAILABLE;
    };
  }

  /** A credential as its device gets it. */
  private record Credential(
      String authinfo, @JsonProperty("expires_in") long expiresIn, boolean cached) {

    @Override
    public String toString() {
      return "Credential";
    }
  }
}
