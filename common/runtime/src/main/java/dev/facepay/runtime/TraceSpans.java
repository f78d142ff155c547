package dev.facepay.runtime;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/** Gives histograms the trace that a value came from, as an exemplar. */
public final class TraceSpans implements SpanContext {

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
