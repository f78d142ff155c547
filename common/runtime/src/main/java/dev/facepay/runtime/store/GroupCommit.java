package dev.facepay.runtime.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Writes that come while others are under way go together in the next command: alone there is no
 * wait for company, and the busier it gets, the less each write costs. A majority is waited for
 * once for all of them.
 *
 * <p>The commands run on threads of their own, so that a caller who is interrupted takes nobody
 * along.
 */
final class GroupCommit<T> {

  /** A command stays far below MongoDB's 16 MB message. */
  private static final int TOGETHER_MAX = 100;

  /** One on its way and one being made ready; more would only make them smaller. */
  private static final int COMMANDS_MAX = 2;

  private final String name;
  private final Consumer<List<Pending<T>>> command;
  private final Queue<Pending<T>> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore commands = new Semaphore(COMMANDS_MAX);

  /** One caller's write and what came of it. */
  record Pending<T>(T write, CompletableFuture<Boolean> done) {}

  /**
   * @param command does all of them and completes each; what it throws goes to all that it left
   */
  GroupCommit(String name, Consumer<List<Pending<T>>> command) {
    this.name = name;
    this.command = command;
  }

  /** Waits for the outcome; throws what {@code command} threw. */
  boolean write(T write) {
    Pending<T> pending = new Pending<>(write, new CompletableFuture<>());
    waiting.add(pending);
    startIfDue();
    try {
      return pending.done().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable(name + ": interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private void startIfDue() {
    if (!waiting.isEmpty() && commands.tryAcquire()) {
      Thread.ofVirtual().name("write-" + name).start(this::work);
    }
  }

  private void work() {
    try {
      List<Pending<T>> batch = next();
      while (!batch.isEmpty()) {
        run(batch);
        batch = next();
      }
    } finally {
      commands.release();
    }
    // What came between the last look and the release.
    startIfDue();
  }

  private List<Pending<T>> next() {
    List<Pending<T>> batch = new ArrayList<>();
    Pending<T> pending = waiting.poll();
    while (pending != null) {
      batch.add(pending);
      pending = batch.size() < TOGETHER_MAX ? waiting.poll() : null;
    }
    return batch;
  }

  private void run(List<Pending<T>> batch) {
    Throwable left = new IllegalStateException(name + ": a write without an outcome");
    try {
      command.accept(batch);
    } catch (RuntimeException | Error e) {
      left = e;
    }
    for (Pending<T> pending : batch) {
      pending.done().completeExceptionally(left);
    }
  }
}
