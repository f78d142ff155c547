package dev.facepay.runtime.stage;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.record.TimestampType;

/**
 * What a stage does with one fact. It runs on a virtual thread of its own and may wait for as long
 * as two minutes; returning means that all of it is done and written down, so the record's offset
 * may be committed.
 *
 * <p>An exception that tells of an outage ({@link FactNotPublished}, a store or broker that is
 * away) makes the engine try the same record again, for ever and with back-off; any other exception
 * is a bug: it is tried a few times, then the record is held, on topics that carry money, or goes
 * to the topic's dead letters with the reason. Interruption means shutdown or a lost partition:
 * stop and let it out, another owner gets the record.
 */
@FunctionalInterface
public interface FactHandler {

  void handle(Fact fact) throws InterruptedException;

  /**
   * As {@link #handle(Fact)}, for who must know how old a fact is by one clock: that of the broker.
   *
   * @param loggedAt when the broker took the record; the fact's own time where the topic keeps
   *     another
   */
  default void handle(Fact fact, Instant loggedAt) throws InterruptedException {
    handle(fact);
  }

  /**
   * Whether a partition that moves may interrupt its work. False for work that ends by itself soon
   * and knows what no other owner can learn.
   */
  default boolean interruptible() {
    return true;
  }

  static Instant loggedAt(ConsumerRecord<byte[], byte[]> record, Fact fact) {
    return record.timestampType() == TimestampType.LOG_APPEND_TIME
        ? Instant.ofEpochMilli(record.timestamp())
        : fact.occurredAt();
  }

  /** Whether an exception, or what caused it, tells of an outage: trying again will help. */
  static boolean isOutage(Throwable error) {
    Throwable cause = error;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof FactNotPublished
          || cause instanceof StoreUnavailable
          || cause instanceof RetriableException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
