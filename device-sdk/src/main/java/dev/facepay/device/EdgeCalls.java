package dev.facepay.device;

import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.time.Scheduler;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the edge beside the terminal's thread, their answers on it; and how long to wait
 * between.
 */
final class EdgeCalls {

  private static final int DOUBLINGS_MAX = 20;

  private final EdgeClient edge;
  private final Scheduler scheduler;
  private final Executor io;
  private final Random random;
  private final TerminalSettings.Timing timing;

  EdgeCalls(TerminalPorts ports, TerminalSettings.Timing timing) {
    this.edge = ports.edge();
    this.scheduler = ports.scheduler();
    this.io = ports.io();
    this.random = ports.random();
    this.timing = timing;
  }

  <T> void call(Function<EdgeClient, Answer<T>> ask, Consumer<Answer<T>> then) {
    try {
      io.execute(
          () -> {
            Answer<T> answer = ask.apply(edge);
            scheduler.soon(() -> then.accept(answer));
          });
    } catch (RejectedExecutionException e) {
      // The App has closed its pool: what is open stays in the journal.
    }
  }

  /**
   * @param failures in a row, from 1
   * @param atLeast what the edge asked for, or null
   */
  Duration pause(int failures, @Nullable Duration atLeast) {
    int doublings = Math.min(DOUBLINGS_MAX, Math.max(0, failures - 1));
    double whole =
        Math.min(
            (double) timing.backOffMax().toMillis(),
            (double) timing.backOffFirst().toMillis() * Math.pow(2, doublings));
    Duration pause = Duration.ofMillis((long) (whole * (0.8 + 0.4 * random.nextDouble())));
    if (atLeast == null || atLeast.compareTo(pause) <= 0) {
      return pause;
    }
    // Those who were sent away together shall not come back together.
    return atLeast.plusMillis((long) (atLeast.toMillis() * 0.25 * random.nextDouble()));
  }

  /** What went wrong, for logs. */
  static String text(Answer<?> answer) {
    if (answer instanceof Answer.Problem<?> problem) {
      return problem.status() + " " + problem.code();
    }
    return answer instanceof Answer.Silence<?> silence ? silence.why() : "";
  }

  /**
   * Whether there is nothing more to say: refused for good counts, no repeat would change it.
   *
   * @param refusal the status by which the edge does not want it
   */
  static boolean isTaken(Answer<Boolean> answer, int refusal) {
    return answer instanceof Answer.Success<Boolean>
        || (answer instanceof Answer.Problem<Boolean> problem
            && (problem.status() == refusal || problem.status() == 400));
  }

  static @Nullable Duration retryAfter(Answer<?> answer) {
    if (answer instanceof Answer.Problem<?> problem) {
      return problem.retryAfter();
    }
    return answer instanceof Answer.Silence<?> silence ? silence.retryAfter() : null;
  }
}
