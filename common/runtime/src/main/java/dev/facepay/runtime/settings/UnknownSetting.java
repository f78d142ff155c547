package dev.facepay.runtime.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Somebody wants something that no service knows. */
final class UnknownSetting extends RuntimeException {

  UnknownSetting(String text) {
    super(text);
  }

  /** Said in two lines instead of a stack trace. */
  static final class Analyzer extends AbstractFailureAnalyzer<UnknownSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnknownSetting cause) {
      return new FailureAnalysis(cause.getMessage(), "Correct its name, or remove it.", cause);
    }
  }
}
