package dev.facepay.edge.access;

import dev.facepay.http.AddressBuckets;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in that is ready to be answered, has a known key, is within its rate and finds
 * room; before anything of its body is read. A device that has no key yet may show an enrolment
 * code, within the rate of its address.
 */
final class ApiKeyFilter implements Filter {

  /** The one address for devices that have no key yet. */
  private static final String ENROL = "/v1/devices/enroll";

  private static final String OPERATION = "door";
  private static final String SCHEME = "Bearer ";

  private final LogProgress log;
  private final ApiKeys keys;
  private final RateLimits limits;
  private final AddressBuckets addresses;
  private final RefusalLog refusals;
  private final Replies replies;
  private final RequestSettings settings;
  private final String ratePolicy;
  private final EnrolmentSettings enrol;
  private final AtomicInteger inside = new AtomicInteger();

  /** Without a key, in places of their own: they must not take those of devices that sell. */
  private final AtomicInteger enrolling = new AtomicInteger();

  ApiKeyFilter(
      LogProgress log,
      ApiKeys keys,
      RateLimits limits,
      EnrolmentSettings enrol,
      RefusalLog refusals,
      Replies replies,
      RequestSettings settings,
      AccessSettings rates,
      InstantSource clock) {
    this.log = log;
    this.keys = keys;
    this.limits = limits;
    this.enrol = enrol;
    this.addresses =
        new AddressBuckets(
            enrol.addressesMax(),
            enrol.addressBurst(),
            enrol.addressPerMinute(),
            enrol.allBurst(),
            enrol.allPerMinute(),
            clock);
    this.refusals = refusals;
    this.replies = replies;
    this.settings = settings;
    long refillSeconds = Math.ceilDiv(rates.rateBurst(), rates.ratePerSecond());
    ratePolicy = "\"device\";q=" + rates.rateBurst() + ";w=" + refillSeconds;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    // Before the key: as long as the registry is not read, nobody knows whose it is.
    if (!log.payments().getAsBoolean()) {
      retryLater(answer, EdgeProblem.STARTING);
      return;
    }
    if (http.getRequestURI().equals(ENROL)) {
      if (addressMayAsk(http, answer)) {
        comeIn(enrolling, enrol.waitingMax(), http, answer, chain);
      }
      return;
    }
    Terminal terminal = terminal(http);
    if (terminal == null) {
      if (log.registry().getAsBoolean()) {
        replies.count(OPERATION, EdgeProblem.UNAUTHORIZED.wire());
        Problem.unauthorized(EdgeProblem.UNAUTHORIZED, http.getHeader("Authorization"))
            .write(answer);
      } else {
        retryLater(answer, EdgeProblem.STARTING);
      }
      return;
    }
    if (mayAsk(terminal.device(), answer)) {
      http.setAttribute(Device.ATTRIBUTE, terminal.device());
      http.setAttribute(Terminal.ATTRIBUTE, terminal);
      comeIn(inside, settings.waitingMax(), http, answer, chain);
    }
  }

  private void comeIn(
      AtomicInteger places,
      int max,
      HttpServletRequest http,
      HttpServletResponse answer,
      FilterChain chain)
      throws IOException, ServletException {
    try {
      if (places.incrementAndGet() > max) {
        retryLater(answer, CommonProblem.BUSY);
      } else {
        chain.doFilter(http, answer);
      }
    } finally {
      places.decrementAndGet();
    }
  }

  /** What is wrong with a key is told to the operators, and not to the client that shows it. */
  private @Nullable Terminal terminal(HttpServletRequest http) {
    String header = http.getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      refusals.note("key_missing", null, http.getRemoteAddr());
      return null;
    }
    return switch (keys.find(header.substring(SCHEME.length()).strip())) {
      case ApiKeys.Verdict.Known known -> known.terminal();
      case ApiKeys.Verdict.Stranger s -> refused("key_unknown", null, http);
      case ApiKeys.Verdict.Revoked revoked -> refused("key_revoked", revoked.device(), http);
      case ApiKeys.Verdict.Expired expired -> refused("key_expired", expired.device(), http);
    };
  }

  private @Nullable Terminal refused(
      String reason, @Nullable Device device, HttpServletRequest http) {
    refusals.note(reason, device, http.getRemoteAddr());
    return null;
  }

  private boolean addressMayAsk(HttpServletRequest http, HttpServletResponse answer)
      throws IOException {
    Duration wait = addresses.take(http.getRemoteAddr());
    if (wait.isZero()) {
      return true;
    }
    refusals.note("enrolment_rate", null, http.getRemoteAddr());
    answer.setHeader("Retry-After", Long.toString(wait.plusNanos(999_999_999).toSeconds()));
    refuse(answer, EdgeProblem.RATE_LIMITED);
    return false;
  }

  private boolean mayAsk(Device device, HttpServletResponse answer) throws IOException {
    RateLimits.Pass pass = limits.ask(device);
    answer.setHeader("RateLimit-Policy", ratePolicy);
    long seconds = pass.retryAfter().plusNanos(999_999_999).toSeconds();
    answer.setHeader("RateLimit", "\"device\";r=" + pass.left() + ";t=" + seconds);
    if (pass.granted()) {
      return true;
    }
    answer.setHeader("Retry-After", Long.toString(seconds));
    refuse(answer, EdgeProblem.RATE_LIMITED);
    return false;
  }

  private void retryLater(HttpServletResponse answer, ProblemCode code) throws IOException {
    answer.setHeader("Retry-After", Long.toString(settings.retryAfterSeconds()));
    refuse(answer, code);
  }

  private void refuse(HttpServletResponse answer, ProblemCode code) throws IOException {
    replies.count(OPERATION, code.wire());
    Problem.of(code).write(answer);
  }
}
