package dev.facepay.runtime;

import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * W3C trace context: which request a piece of work belongs to, across services.
 *
 * @param traceId 32 lower-case hex digits, the same along the whole way
 * @param spanId 16 lower-case hex digits, this step
 * @param flags 2 lower-case hex digits
 */
public record Trace(String traceId, String spanId, String flags) {

  /** Keys of the diagnostic context (MDC): the current trace puts its ids there. */
  static final String TRACE_ID = "trace_id";

  static final String SPAN_ID = "span_id";

  private static final Pattern HEADER =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");
  private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

  /** A trace that starts here, to be sampled. */
  public static Trace start() {
    return new Trace(hex() + hex(), hex(), "01");
  }

  /** Empty if it is no valid {@code traceparent}. */
  public static Optional<Trace> parse(@Nullable String traceparent) {
    if (traceparent == null || traceparent.length() > 256) {
      return Optional.empty();
    }
    Matcher m = HEADER.matcher(traceparent);
    return m.matches()
        ? Optional.of(new Trace(m.group(1), m.group(2), m.group(3)))
        : Optional.empty();
  }

  /** The trace of the work that runs on this thread. */
  public static Optional<Trace> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** The next step of the same trace. */
  public Trace child() {
    return new Trace(traceId, hex(), flags);
  }

  public String traceparent() {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }

  /** Runs the work with this trace as the current one; what it logs carries the ids. */
  public <R, X extends Throwable> R call(ScopedValue.CallableOp<R, X> work) throws X {
    Optional<Trace> outer = current();
    log(this);
    try {
      return ScopedValue.where(CURRENT, this).call(work);
    } finally {
      outer.ifPresentOrElse(Trace::log, Trace::logNone);
    }
  }

  private static void log(Trace trace) {
    MDC.put(TRACE_ID, trace.traceId());
    MDC.put(SPAN_ID, trace.spanId());
  }

  private static void logNone() {
    MDC.remove(TRACE_ID);
    MDC.remove(SPAN_ID);
  }

  /** As {@link #call}, for work without a result. */
  public <X extends Throwable> void run(Work<X> work) throws X {
    this.<Boolean, X>call(
        () -> {
          work.run();
          return true;
        });
  }

  /** Something to do that may fail. */
  @FunctionalInterface
  public interface Work<X extends Throwable> {
    void run() throws X;
  }

  private static String hex() {
    long bits;
    do {
      bits = ThreadLocalRandom.current().nextLong();
    } while (bits == 0);
    return HexFormat.of().toHexDigits(bits);
  }

  /** Gives histograms the trace that a value came from, as an exemplar. */
  public static final class TraceSpans implements SpanContext {

    @Override
    public @Nullable String getCurrentTraceId() {
      return Trace.current().map(Trace::traceId).orElse(null);
    }

    @Override
    public @Nullable String getCurrentSpanId() {
      return Trace.current().map(Trace::spanId).orElse(null);
    }

    @Override
    public boolean isCurrentSpanSampled() {
      return Trace.current().isPresent();
    }

    /** Nothing keeps spans here: the logs hold the ids. */
    @Override
    public void markCurrentSpanAsExemplar() {}
  }
}
