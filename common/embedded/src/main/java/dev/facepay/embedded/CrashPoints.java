package dev.facepay.embedded;

import java.util.function.Consumer;

/** The places where a crash test stops the process, or looks at what a crash would leave. */
final class CrashPoints {

  static volatile Consumer<String> watcher = step -> {};

  private CrashPoints() {}

  static void at(String step) {
    watcher.accept(step);
  }
}
