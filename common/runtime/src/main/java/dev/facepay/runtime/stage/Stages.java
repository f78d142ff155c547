package dev.facepay.runtime.stage;

import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.fact.OlderCopy;
import dev.facepay.runtime.fact.OlderCopy.Newest;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.runtime.stage.FactHandler.Holding;
import dev.facepay.runtime.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a service needs of the log, in three lines:
 *
 * <pre>
 *   {@literal @}Bean Stages stages(FacePayKafka kafka, Timekeeper time, MeterRegistry meters) {
 *     return new Stages("pay", kafka, time, meters);
 *   }
 *   {@literal @}Bean Topics topics(Stages stages) { return stages.topics(); }
 *   {@literal @}Bean Stage pay(Stages stages, PayHandler handler) {
 *     return stages.stage("pay", Set.of(Topic.PAYMENT_REQUESTED), handler, StageSettings.defaults());
 *   }
 * </pre>
 */
public final class Stages implements AutoCloseable {

  private final FacePayKafka kafka;
  private final Timekeeper time;
  private final MeterRegistry meters;
  private final KafkaFactPublisher publisher;
  private final BrokerClock brokers = new BrokerClock();
  private final Topics topics;

  /**
   * @param service who says the facts that are published here, e.g. {@code pay}
   */
  public Stages(String service, FacePayKafka kafka, Timekeeper time, MeterRegistry meters) {
    this.kafka = kafka;
    this.time = time;
    this.meters = meters;
    this.publisher = new KafkaFactPublisher(kafka, service, time, brokers);
    brokers.exportTo(meters);
    this.topics = new Topics(kafka);
  }

  /** One for the whole service. */
  public KafkaFactPublisher publisher() {
    return publisher;
  }

  /** Knows as much of the brokers' clocks as {@link #publisher} has learnt. */
  public BrokerClock brokers() {
    return brokers;
  }

  /** To be started before the stages, as a bean or by hand. */
  public Topics topics() {
    return topics;
  }

  /**
   * Nothing is written to {@code stores} before this has looked; Spring starts it when it is a
   * bean.
   *
   * @param newest what the service has said, and what it has {@link #taken}
   */
  public OlderCopy olderCopy(Stores stores, List<Newest> newest) {
    return new OlderCopy(kafka, topics, stores, newest);
  }

  /**
   * What a stage has taken from a topic: what it has not committed comes again.
   *
   * @param isHeld whether the record waits among the held ones
   */
  public Newest taken(
      String stage,
      Topic topic,
      Predicate<Fact> isForgotten,
      Predicate<ConsumerRecord<byte[], byte[]>> isHeld) {
    return new Newest(topic, StageSettings.group(kafka, stage), _ -> true, isForgotten, isHeld);
  }

  /**
   * A stage that is not started yet; Spring starts it when it is a bean.
   *
   * @param name also the consumer group's, so never to be changed; unique in the system
   */
  public Stage stage(String name, Set<Topic> topics, FactHandler handler, StageSettings settings) {
    return stage(name, topics, handler, settings, null);
  }

  /**
   * A stage on topics that carry money: what it can't handle is held there, not put aside.
   *
   * @param held the service's own
   */
  public Stage holding(
      String name, Set<Topic> topics, FactHandler handler, StageSettings settings, Holding held) {
    held.handledBy(name, handler);
    return stage(name, topics, handler, settings, held);
  }

  private Stage stage(
      String name,
      Set<Topic> topics,
      FactHandler handler,
      StageSettings settings,
      @Nullable Holding holding) {
    StageCore core =
        new StageCore(
            name,
            settings,
            new FactCodec(kafka),
            handler,
            publisher,
            holding,
            meters,
            brokers,
            time,
            new SecureRandom());
    return new Stage(name, kafka, topics, settings, core, time);
  }

  /** After the stages have stopped. */
  @Override
  public void close() {
    publisher.close();
  }
}
