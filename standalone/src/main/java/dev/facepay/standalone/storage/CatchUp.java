package dev.facepay.standalone.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.Outage;
import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says goes into a stopped service's documents. Whatever interrupts it, the same again
 * goes on: taking a fact twice changes nothing.
 */
final class CatchUp {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  /** As many are taken side by side; those of one key one after the other. */
  private static final int AT_ONCE = 500;

  /** Longer than the broker counts an instance that was killed. */
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final FacePayKafka kafka;
  private final FactCodec codec;
  private final Timekeeper time;
  private final Progress progress;

  CatchUp(FacePayKafka kafka, Timekeeper time, Progress progress) {
    this.kafka = kafka;
    this.codec = new FactCodec(kafka);
    this.time = time;
    this.progress = progress;
  }

  /**
   * @param written documents, or changes of them
   * @param unreadable records of documents that this release can't read: they stay as they are
   */
  record Done(long read, long written, long unreadable) {

    Done and(Done more) {
      return new Done(read + more.read, written + more.written, unreadable + more.unreadable);
    }
  }

  /**
   * @throws CannotRun if the service runs
   */
  Done run(Restorable restored, String mongo)
      throws IOException, InterruptedException, ExecutionException {
    awaitStopped(restored);
    Done done = new Done(0, 0, 0);
    try (Stores stores = new Stores(Database.at(mongo, restored.database()));
        Partitions partitions = new Partitions(kafka, "catch-up")) {
      for (LogFold fold : restored.folds(stores, time)) {
        for (TopicPartition partition : partitions.of(kafka.name(fold.topic()))) {
          done = done.and(new Reading(fold, partition).from(partitions));
        }
      }
    }
    return done;
  }

  /**
   * One that works while its documents are brought back would begin what is on its way here. The
   * broker counts one that was killed for a while.
   */
  private void awaitStopped(Restorable restored) throws InterruptedException, ExecutionException {
    String group = kafka.topicPrefix() + restored.group();
    Instant until = time.instant().plus(STOPPED_WITHIN);
    try (Admin admin = Admin.create(kafka.clientSettings("catch-up"))) {
      while (members(admin, group) > 0) {
        if (time.instant().isAfter(until)) {
          throw new CannotRun(
              ExitCode.USAGE, restored.service() + " runs", "stop every instance of it");
        }
        progress.done("instances of " + restored.service() + " seem to run", 1);
        time.sleep(LOOK_AGAIN);
      }
    }
  }

  private static int members(Admin admin, String group)
      throws InterruptedException, ExecutionException {
    try {
      var described = admin.describeConsumerGroups(List.of(group)).describedGroups().get(group);
      return described == null ? 0 : described.get().members().size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw e;
    }
  }

  /** One fold over one partition. */
  private final class Reading {
    private final LogFold fold;
    private final TopicPartition partition;
    private final List<ConsumerRecord<byte[], byte[]>> waiting = new ArrayList<>();
    private long read;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();

    Reading(LogFold fold, TopicPartition partition) {
      this.fold = fold;
      this.partition = partition;
    }

    Done from(Partitions partitions) throws IOException {
      partitions.read(
          partition,
          record -> {
            waiting.add(record);
            if (waiting.size() == AT_ONCE) {
              takeAll();
            }
            return true;
          });
      takeAll();
      return new Done(read, written.get(), unreadable.get());
    }

    private void takeAll() {
      Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey = new LinkedHashMap<>();
      waiting.forEach(it -> byKey.computeIfAbsent(key(it), _ -> new ArrayList<>()).add(it));
      try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Void>> all =
            byKey.values().stream().map(it -> workers.submit(() -> take(it))).toList();
        for (Future<Void> one : all) {
          one.get();
        }
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known
            ? known
            : new IllegalStateException(e.getCause());
      }
      read += waiting.size();
      waiting.clear();
      progress.done("records of " + partition, read);
    }

    /** What this release can't read was held or put aside when it was first met. */
    private @Nullable Void take(List<ConsumerRecord<byte[], byte[]>> records)
        throws InterruptedException {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (codec.decode(record) instanceof Decoded.Known(Fact fact, _)) {
          take(fact, FactHandler.loggedAt(record, fact, new BrokerClock()));
        }
      }
      return null;
    }

    /** A document of another release's shape must not keep all others from being caught up. */
    private void take(Fact fact, Instant loggedAt) throws InterruptedException {
      try {
        if (fold.taker().take(fact, loggedAt)) {
          written.incrementAndGet();
        }
      } catch (RuntimeException e) {
        if (Outage.isBehind(e)) {
          throw e;
        }
        unreadable.incrementAndGet();
        LOG.warn("event=unreadable key={} error=\"{}\": passed over", fact.key(), Cause.oneLine(e));
      }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
      return record.key() == null ? "" : new String(record.key(), UTF_8);
    }
  }
}
