package dev.facepay.bench;

import dev.facepay.console.payment.PaymentStore;
import dev.facepay.console.payment.PaymentSummary;
import dev.facepay.console.projection.Projection;
import dev.facepay.console.projection.Rebuild;
import dev.facepay.embedded.EmbeddedBroker;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.payment.Fact;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The read side alone: a log of a chain's trade, folded, then asked what its page asks. */
@Command(
    name = "bench/run-fold",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how fast the log is folded into the read side, and its queries,",
      "on an embedded broker and an embedded database,",
      "or on a MongoDB."
    })
final class FoldBench implements Callable<Integer> {

  private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");

  @Option(names = "--payments", defaultValue = "100000", description = "${DEFAULT-VALUE}")
  private int payments;

  @Option(
      names = "--days",
      defaultValue = "30",
      description = "The payments' days (${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--rounds",
      defaultValue = "2",
      description = "Folds from nothing; the first one warms up (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--looks", defaultValue = "30", description = "Of each query (${DEFAULT-VALUE}).")
  private int looks;

  @Option(names = "--mongo", description = "The MongoDB to write to; facepay_report is emptied.")
  private @Nullable String mongo;

  private final PrintStream out = System.out;

  public static void main(String[] args) {
    System.exit(new CommandLine(new FoldBench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    dev.facepay.standalone.command.Logs.quiet();
    Path place = Files.createTempDirectory("facepay-fold");
    try (EmbeddedBroker broker = EmbeddedBroker.start(place.resolve("broker"), 0);
        EmbeddedDatabase database = EmbeddedDatabase.start(place.resolve("database"), 0);
        Stores stores =
            new Stores(Database.at(mongo == null ? database.uri() : mongo, "facepay_report"))) {
      FacePayKafka kafka = FacePayKafka.at(broker.bootstrapServers(), "bench", "");
      new Topics(kafka).make();
      long facts = write(kafka);
      out.printf("%,d payments, %,d facts over %d days%n", payments, facts, days);
      Projection readSide = Projection.in(stores);
      PaymentStore histories = readSide.histories();
      for (int round = 1; round <= rounds; round++) {
        long began = System.nanoTime();
        long folded = new Rebuild(kafka, stores).run(read -> {}).facts();
        double seconds = (System.nanoTime() - began) / 1e9;
        out.printf(
            "fold %d: %,d records in %.1f s, %,.0f records/s, %,d payments, %,d trades%n",
            round, folded, seconds, folded / seconds, histories.count(), readSide.trades().count());
      }
      LocalDate today = END.atOffset(PaymentSummary.WECHAT_ZONE).toLocalDate();
      new Questions(readSide, today, payments).ask(looks, out);
      return 0;
    } finally {
      FileSystemUtils.deleteRecursively(place);
    }
  }

  /** Evenly over the days, in the order of time. */
  private long write(FacePayKafka kafka) {
    FactCodec codec = new FactCodec(kafka);
    SplittableRandom random = new SplittableRandom(1);
    Duration step = Duration.ofDays(days).dividedBy(payments);
    Instant at = END.minus(Duration.ofDays(days));
    long facts = 0;
    AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings("writer"));
    // A partition that has no leader yet refuses a request: the one behind it must not overtake it.
    settings.put("max.in.flight.requests.per.connection", 1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int number = 0; number < payments; number++) {
        at = at.plus(step);
        Instant whole = Instant.ofEpochMilli(at.toEpochMilli());
        for (Fact fact : Trade.facts(number, whole, random)) {
          var _ =
              producer.send(
                  codec.encode(fact, "bench", Optional.empty()),
                  (written, error) -> failed.compareAndSet(null, error));
          facts++;
        }
      }
      producer.flush();
    }
    if (failed.get() != null) {
      throw new IllegalStateException("the facts could not be written", failed.get());
    }
    return facts;
  }
}
