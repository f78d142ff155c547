package dev.facepay.runtime.stage;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.Outage;
import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.DeadLetters.Reason;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * What a stage does with one fact. It runs on a virtual thread of its own and may wait for as long
 * as two minutes; returning means that all of it is done and written down, so the record's offset
 * may be committed.
 *
 * <p>An exception that tells of an {@link Outage} makes the engine try the same record again, for
 * ever and with back-off; {@link NeedsPerson} has the record held at once; any other exception is a
 * bug: it is tried a few times, then the record is held, on topics that carry money, or goes to the
 * topic's dead letters with the reason. Interruption means shutdown or a lost partition: stop and
 * let it out, another owner gets the record.
 */
@FunctionalInterface
public interface FactHandler {

  void handle(Fact fact) throws InterruptedException;

  /**
   * As {@link #handle(Fact)}, for who must know how old a fact is by one clock.
   *
   * @param loggedAt when the broker took the record, told by this process's clock; the fact's own
   *     time where the topic keeps another
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

  static Instant loggedAt(ConsumerRecord<byte[], byte[]> record, Fact fact, BrokerClock brokers) {
    return record.timestampType() == TimestampType.LOG_APPEND_TIME
        ? brokers.here(Instant.ofEpochMilli(record.timestamp()))
        : fact.occurredAt();
  }

  /** What no code may judge; said of the same record each time. */
  final class NeedsPerson extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * @param why in words, for the person
     */
    public NeedsPerson(String why) {
      super(why);
    }
  }

  /**
   * Where a record of a topic that carries money goes when its handling fails and no waiting of its
   * partition would help: nothing behind it waits, and it is not given up.
   */
  interface Holding {

    /** By whom a stage's records are tried again; said before anything is held for it. */
    void handledBy(String stage, FactHandler handler);

    /**
     * Returns when a majority has it; the same record again changes nothing.
     *
     * @throws dev.facepay.runtime.store.StoreUnavailable if that is not known
     */
    void hold(ConsumerRecord<byte[], byte[]> record, Reason reason);
  }
}
