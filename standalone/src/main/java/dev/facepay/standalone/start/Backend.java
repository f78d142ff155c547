package dev.facepay.standalone.start;

import dev.facepay.standalone.start.Parts.Part;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The broker or the database inside this JVM. */
final class Backend implements Part {

  private final Supplier<? extends AutoCloseable> starter;
  private final CompletableFuture<Void> served = new CompletableFuture<>();
  private @Nullable AutoCloseable backend;

  Backend(Supplier<? extends AutoCloseable> starter) {
    this.starter = starter;
  }

  @Override
  public synchronized void start() {
    if (backend == null) {
      try {
        backend = starter.get();
        served.complete(null);
      } catch (RuntimeException e) {
        served.completeExceptionally(e);
        throw e;
      }
    }
  }

  /** Returns when it has been there once; throws what kept it from that. */
  void await() {
    Parts.done(served);
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

  /**
   * The first that a context starts when it is built, before its clients and workers: it waits for
   * the backends.
   */
  static final class First implements SmartLifecycle {

    private final List<Backend> backends;
    private volatile boolean running;

    First(List<Backend> backends) {
      this.backends = backends;
    }

    @Override
    public void start() {
      backends.forEach(Backend::await);
      running = true;
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return Integer.MIN_VALUE;
    }
  }
}
