package dev.facepay.edge.http;

import dev.facepay.edge.device.Device;
import dev.facepay.edge.device.DeviceKeys;
import dev.facepay.edge.device.DoorSettings;
import dev.facepay.edge.device.RateLimits;
import dev.facepay.runtime.Trace;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may come in: ready to answer, a known key, within its rate, and room inside. It stands before
 * anything of a request's body is read.
 */
public final class DoorFilter implements Filter {

  static final String DEVICE = "facepay.device";

  private static final String OPERATION = "door";
  private static final String SCHEME = "Bearer ";

  private final BooleanSupplier ready;
  private final DeviceKeys keys;
  private final RateLimits limits;
  private final EdgeMetrics metrics;
  private final WaitSettings settings;
  private final String ratePolicy;
  private final AtomicInteger inside = new AtomicInteger();

  /**
   * @param ready whether the log has been read up to now
   */
  public DoorFilter(
      BooleanSupplier ready,
      DeviceKeys keys,
      RateLimits limits,
      EdgeMetrics metrics,
      WaitSettings settings,
      DoorSettings rates) {
    this.ready = ready;
    this.keys = keys;
    this.limits = limits;
    this.metrics = metrics;
    this.settings = settings;
    long refillSeconds = Math.ceilDiv(rates.rateBurst(), rates.ratePerSecond());
    ratePolicy = "\"device\";q=" + rates.rateBurst() + ";w=" + refillSeconds;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    Device device = device(http);
    if (device == null) {
      answer.setHeader("WWW-Authenticate", "Bearer realm=\"facepay\"");
      refuse(answer, ProblemCode.UNAUTHORIZED);
      return;
    }
    if (!mayAsk(device, answer)) {
      return;
    }
    try {
      if (inside.incrementAndGet() > settings.waitingMax()) {
        retryLater(answer, ProblemCode.BUSY);
      } else if (!ready.getAsBoolean()) {
        retryLater(answer, ProblemCode.STARTING);
      } else {
        http.setAttribute(DEVICE, device);
        goOn(http, answer, chain);
      }
    } finally {
      inside.decrementAndGet();
    }
  }

  /** As a step of the device's own trace, or of one that begins here; facts carry it on. */
  private static void goOn(HttpServletRequest http, HttpServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    Trace trace =
        Trace.parse(http.getHeader("traceparent")).map(Trace::child).orElseGet(Trace::start);
    try {
      trace.run(() -> chain.doFilter(http, answer));
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private @Nullable Device device(HttpServletRequest http) {
    String header = http.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? keys.find(header.substring(SCHEME.length()).strip())
        : null;
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
    refuse(answer, ProblemCode.RATE_LIMITED);
    return false;
  }

  private void retryLater(HttpServletResponse answer, ProblemCode code) throws IOException {
    answer.setHeader("Retry-After", Long.toString(Math.max(1, settings.retryAfter().toSeconds())));
    refuse(answer, code);
  }

  private void refuse(HttpServletResponse answer, ProblemCode code) throws IOException {
    metrics.count(OPERATION, code.wire());
    write(answer, Problem.of(code));
  }

  static void write(HttpServletResponse answer, Problem problem) throws IOException {
    byte[] body = JsonMapper.shared().writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
    answer.setStatus(problem.status());
    answer.setContentType(Problem.MEDIA_TYPE);
    answer.setContentLength(body.length);
    answer.getOutputStream().write(body);
  }
}
