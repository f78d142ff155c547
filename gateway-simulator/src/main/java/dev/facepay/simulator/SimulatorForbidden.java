package dev.facepay.simulator;

import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The simulator was asked to run where real money moves. */
final class SimulatorForbidden extends RuntimeException implements ExitCodeGenerator {
  private static final long serialVersionUID = 1;

  /** sysexits' EX_CONFIG: wrong configuration. */
  private static final int WRONG_CONFIGURATION = 78;

  SimulatorForbidden(String profile) {
    super(
        "The gateway simulator never runs in profile '"
            + profile
            + "': it would take pretended money for real. Remove it or the profile.");
  }

  @Override
  public int getExitCode() {
    return WRONG_CONFIGURATION;
  }

  /** One line instead of a stack trace. Found by Spring through {@code spring.factories}. */
  static final class Analyzer extends AbstractFailureAnalyzer<SimulatorForbidden> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SimulatorForbidden cause) {
      return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
  }
}
