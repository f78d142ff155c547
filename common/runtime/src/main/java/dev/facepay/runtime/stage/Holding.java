package dev.facepay.runtime.stage;

import dev.facepay.runtime.fact.DeadLetters.Reason;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a record of a topic that carries money goes when its handling fails and no waiting of its
 * partition would help: nothing behind it waits, and it is not given up.
 */
public interface Holding {

  /** By whom a stage's records are tried again; said before anything is held for it. */
  void handledBy(String stage, FactHandler handler);

  /**
   * Returns when a majority has it; the same record again changes nothing.
   *
   * @throws dev.facepay.runtime.store.StoreUnavailable if that is not known
   */
  void hold(ConsumerRecord<byte[], byte[]> record, Reason reason);
}
