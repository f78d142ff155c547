package dev.facepay.embedded;

import java.util.function.Consumer;

/** The places where a crash test stops the process, or looks at what a crash would leave. */
final class Steps {

  static volatile Consumer<String> watcher = step -> {};

  private Steps() {}

  static void at(String step) {
    watcher.accept(step);
  }
}
