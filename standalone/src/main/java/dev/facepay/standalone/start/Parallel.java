package dev.facepay.standalone.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Starts and stops side by side what does not need each other. */
public final class Parallel {

  private Parallel() {}

  /** Runs them all, whatever happens; then throws the first fault, if there was one. */
  public static void run(Set<Service> services, Consumer<Service> work) {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("part-", 0).factory())) {
      services.forEach(service -> running.add(threads.submit(() -> work.accept(service))));
    }
    for (Future<?> done : running) {
      try {
        done.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known
            ? known
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while starting or stopping", e);
      }
    }
  }
}
