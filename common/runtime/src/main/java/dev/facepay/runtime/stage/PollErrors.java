package dev.facepay.runtime.stage;

import dev.facepay.runtime.Outage.Cause;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/** What goes wrong on the poller's thread. Work on records never does: its errors stay with it. */
record PollErrors(String stage, Duration pause, Consumer<String> told, Runnable die)
    implements CommonErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(PollErrors.class);

  /** A poll or a commit: the container polls on. */
  @Override
  public void handleOtherException(
      Exception error,
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    report("poll-failed", error);
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A record that could not even be taken in: to read on would commit beyond it, so this consumer
   * ends and the next one begins at the last commit.
   */
  @Override
  public boolean handleOne(
      Exception error,
      ConsumerRecord<?, ?> record,
      org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
      MessageListenerContainer container) {
    report("not-taken-in", error);
    die.run();
    container.stop(() -> {});
    return true;
  }

  /** The container's default would commit a record that failed. */
  @Override
  public boolean isAckAfterHandle() {
    return false;
  }

  private void report(String event, Exception error) {
    String text = Cause.oneLine(error);
    told.accept(text);
    LOG.warn("event={} stage={} error=\"{}\"", event, stage, text);
  }
}
