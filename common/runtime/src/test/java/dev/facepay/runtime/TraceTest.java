package dev.facepay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TraceTest {

  @Test
  void a_child_is_another_step_of_the_same_trace() {
    Trace parent =
        Trace.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").orElseThrow();
    Trace child = parent.child();

    assertThat(child.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(child.spanId()).isNotEqualTo(parent.spanId()).hasSize(16);
    assertThat(Trace.parse(child.traceparent())).contains(child);
    assertThat(Trace.parse(Trace.start().traceparent())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"
      })
  void what_is_no_traceparent_is_ignored(String header) {
    assertThat(Trace.parse(header)).isEmpty();
  }

  @Test
  void the_current_trace_is_that_of_the_work_around() {
    assertThat(Trace.current()).isEmpty();
    Trace trace = Trace.start();
    trace.run(() -> assertThat(Trace.current()).contains(trace));
    assertThat(Trace.current()).isEmpty();
  }

  @Test
  void log_lines_carry_the_ids_of_the_innermost_trace() {
    Trace outer = Trace.start();
    outer.run(
        () -> {
          Trace inner = outer.child();
          inner.run(() -> assertThat(MDC.get(Trace.SPAN_ID)).isEqualTo(inner.spanId()));
          assertThat(MDC.get(Trace.TRACE_ID)).isEqualTo(outer.traceId());
          assertThat(MDC.get(Trace.SPAN_ID)).isEqualTo(outer.spanId());
        });
    assertThat(MDC.get(Trace.TRACE_ID)).isNull();
    assertThat(MDC.get(Trace.SPAN_ID)).isNull();
  }
}
