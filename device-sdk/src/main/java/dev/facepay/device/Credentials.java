package dev.facepay.device;

import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.Credential;
import dev.facepay.device.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The face SDK's credential: fetched once for all who want it, kept until shortly before its end.
 */
final class Credentials {

  /** A scan that begins now shall not outlive its credential by the buyer's first smile. */
  private static final Duration LAST_SECONDS = Duration.ofSeconds(5);

  private final EdgeCalls edge;
  private final Scheduler scheduler;
  private final TerminalSettings.Timing timing;
  private final List<Consumer<Answer<Credential>>> waiting = new ArrayList<>();
  private @Nullable String authinfo;
  private Instant until = Instant.MIN;
  private boolean fetching;

  Credentials(EdgeCalls edge, Scheduler scheduler, TerminalSettings.Timing timing) {
    this.edge = edge;
    this.scheduler = scheduler;
    this.timing = timing;
  }

  /** Null if there is none, or not for long enough. */
  @Nullable String usable() {
    return scheduler.now().isBefore(until) ? authinfo : null;
  }

  /** The SDK may have refused it. */
  void drop() {
    authinfo = null;
    until = Instant.MIN;
  }

  void fetch(String rawdata, Consumer<Answer<Credential>> then) {
    waiting.add(then);
    if (fetching) {
      return;
    }
    fetching = true;
    edge.call(e -> e.credential(rawdata, timing.longPoll()), this::fetched);
  }

  /** How long from its answer until a credential is to be renewed. */
  Duration renewIn(Credential credential) {
    Duration life = Duration.ofSeconds(credential.expiresIn());
    Duration tenth = life.dividedBy(10);
    Duration before = tenth.compareTo(timing.renewBefore()) < 0 ? tenth : timing.renewBefore();
    return life.minus(before);
  }

  private void fetched(Answer<Credential> answer) {
    fetching = false;
    if (answer instanceof Answer.Success<Credential> told) {
      Duration life = Duration.ofSeconds(told.value().expiresIn());
      authinfo = told.value().authinfo();
      until =
          scheduler.now().plus(life.compareTo(LAST_SECONDS) > 0 ? life.minus(LAST_SECONDS) : life);
    }
    List<Consumer<Answer<Credential>>> now = new ArrayList<>(waiting);
    waiting.clear();
    now.forEach(then -> then.accept(answer));
  }
}
