package dev.facepay.simulator;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** One line instead of a stack trace. Found by Spring through {@code spring.factories}. */
final class ForbiddenAnalyzer extends AbstractFailureAnalyzer<SimulatorForbidden> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SimulatorForbidden cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
  }
}
