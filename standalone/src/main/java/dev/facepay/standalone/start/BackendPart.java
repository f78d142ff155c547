package dev.facepay.standalone.start;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The broker or the database inside this JVM. */
final class BackendPart implements Part {

  private final Supplier<? extends AutoCloseable> starter;
  private @Nullable AutoCloseable backend;

  BackendPart(Supplier<? extends AutoCloseable> starter) {
    this.starter = starter;
  }

  @Override
  public synchronized void start() {
    if (backend == null) {
      backend = starter.get();
    }
  }

  @Override
  public synchronized void stop() {
    AutoCloseable running = backend;
    backend = null;
    if (running != null) {
      try {
        running.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("did not stop in order", e);
      }
    }
  }

  @Override
  public synchronized boolean running() {
    return backend != null;
  }
}
