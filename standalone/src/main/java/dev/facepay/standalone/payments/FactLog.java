package dev.facepay.standalone.payments;

import static org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Outage;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.runtime.fact.LogReader;
import dev.facepay.runtime.fact.LogReader.LogUnanswered;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Reads all facts about orders from the log itself, from its beginning to what is its end now. */
public final class FactLog {

  /** How long a broker may say nothing to a command. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FacePayKafka kafka;
  private final FactCodec codec;
  private final LogReader reader;

  public FactLog(FacePayKafka kafka) {
    this.kafka = kafka;
    this.codec = new FactCodec(kafka);
    this.reader = new LogReader(kafka, PATIENCE);
  }

  /**
   * The facts of some orders and of their refunds, each once, in the order in which they happened.
   * Only the partitions that the keys can lie on are read: as many as there are now, and as were
   * made, should somebody have enlarged a topic.
   *
   * @param orderKeys {@code mch_id:order_no}
   * @throws CannotRun if the broker does not answer
   */
  public List<Fact> of(Set<String> orderKeys) {
    List<byte[]> keys =
        orderKeys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    int made = kafka.topics().partitions();
    return read(
        (partition, partitions) ->
            keys.stream()
                .anyMatch(
                    key ->
                        partitionForKey(key, partitions) == partition
                            || partitionForKey(key, made) == partition),
        fact ->
            (fact instanceof PaymentFact || fact instanceof RefundFact)
                && orderKeys.contains(fact.key()));
  }

  /** Every fact of payments in the log. */
  public List<PaymentFact> all() {
    return read(LogReader.Choice.ALL, PaymentFact.class::isInstance).stream()
        .map(PaymentFact.class::cast)
        .toList();
  }

  private List<Fact> read(LogReader.Choice choice, Predicate<Fact> wantedFact) {
    List<Fact> facts = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    try {
      reader.read(
          Arrays.stream(Topic.values()).map(kafka::name).toList(),
          choice,
          record -> {
            if (codec.decode(record) instanceof Decoded.Known known
                && wantedFact.test(known.fact())
                && ids.add(known.fact().factId())) {
              facts.add(known.fact());
            }
          });
    } catch (LogUnanswered e) {
      throw unreachable(e);
    }
    facts.sort(Comparator.comparing(Fact::occurredAt).thenComparing(Fact::version));
    return facts;
  }

  static CannotRun unreachable(Outage e) {
    return new CannotRun(
        ExitCode.UNREACHABLE,
        String.valueOf(e.getMessage()),
        "start the system, or say with --kafka where it is",
        e);
  }
}
