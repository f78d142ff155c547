package dev.facepay.console.registry;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.registry.RegistryCalls.Outcome;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import dev.facepay.runtime.Trace;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hands calls of the registry's API on as they are, and its answers back: the pages reach it under
 * the console's own origin. The registry judges who may do what, and audits; strangers come no
 * further than here.
 */
@RestController
final class RegistryController {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryController.class);

  private static final String API = "/v1/admin/";

  /** A part of a path that is one dot or two, however they are written. */
  private static final Pattern DOTS = Pattern.compile("(?i)/([.]|%2e){1,2}(/|$)");

  private static final List<String> HANDED_ON =
      List.of(HttpHeaders.ACCEPT, HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_ENCODING);

  private static final List<String> HANDED_BACK =
      List.of(
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.CACHE_CONTROL,
          HttpHeaders.RETRY_AFTER,
          HttpHeaders.ALLOW,
          "Request-Id",
          "Trace-Id");

  /** More than the registry takes, so that its own refusal is told. */
  private static final int BODY_BYTES_MAX = 64 * 1024;

  private final RegistryCalls registry;

  RegistryController(RegistryCalls registry) {
    this.registry = registry;
  }

  /** All methods: which ones there are the registry says. */
  @RequestMapping(API + "**")
  @Nullable ResponseEntity<Object> handOn(HttpServletRequest http, HttpServletResponse answer)
      throws IOException, InterruptedException {
    Optional<URI> address = address(http);
    if (address.isEmpty()) {
      return Problem.reply(CommonProblem.BAD_REQUEST, "no address of the registry");
    }
    byte[] body = http.getInputStream().readNBytes(BODY_BYTES_MAX + 1);
    if (body.length > BODY_BYTES_MAX) {
      return Problem.reply(CommonProblem.BODY_TOO_LARGE, null);
    }
    return switch (registry.call(
        HttpMethod.valueOf(http.getMethod()), address.get(), headers(http), body)) {
      case Outcome.Answered answered -> {
        handBack(answered.answer(), answer);
        yield null;
      }
      case Outcome.Silent silent -> {
        LOG.warn("event=registry-silent why=\"{}\"", silent.why());
        yield Problem.reply(ConsoleProblem.REGISTRY_UNREACHABLE, silent.why());
      }
      case Outcome.Crowded crowded -> Problem.reply(CommonProblem.BUSY, null);
      case Outcome.NotConnected none -> Problem.reply(ConsoleProblem.REGISTRY_NOT_CONNECTED, null);
    };
  }

  /**
   * As it was sent; none if it leads elsewhere: the registry's server would follow dots out of its
   * API, to what is for machines alone.
   */
  private static Optional<URI> address(HttpServletRequest http) {
    String path = http.getRequestURI();
    String query = http.getQueryString();
    if (!path.startsWith(API) || DOTS.matcher(path).find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(query == null ? path : path + "?" + query));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static HttpHeaders headers(HttpServletRequest http) {
    HttpHeaders headers = new HttpHeaders();
    for (String name : HANDED_ON) {
      set(headers, name, http.getHeader(name));
    }
    set(headers, HttpHeaders.AUTHORIZATION, credential(http));
    // Its log then tells the same story as ours.
    set(headers, "traceparent", Trace.current().map(Trace::traceparent).orElse(null));
    return headers;
  }

  private static void set(HttpHeaders headers, String name, @Nullable String value) {
    if (value != null) {
      headers.set(name, value);
    }
  }

  /**
   * The operator's own, however it came: the registry knows its scopes, and whom to name in the
   * audit.
   */
  private static @Nullable String credential(HttpServletRequest http) {
    return http.getUserPrincipal() instanceof Authentication who
        ? "Bearer " + who.getCredentials()
        : null;
  }

  /** Set, not added: an answer of ours has some of these headers already. */
  private static void handBack(ResponseEntity<byte[]> answered, HttpServletResponse answer)
      throws IOException {
    answer.setStatus(answered.getStatusCode().value());
    for (String name : HANDED_BACK) {
      String value = answered.getHeaders().getFirst(name);
      if (value != null) {
        answer.setHeader(name, value);
      }
    }
    byte[] body = Objects.requireNonNull(answered.getBody());
    answer.setContentLength(body.length);
    answer.getOutputStream().write(body);
  }
}
